import { useEffect, useState } from 'preact/hooks';
import type { PullView } from '../worker/pull-view.ts';
import { useEngine } from './hooks.ts';
import { Badge, countOf, Empty, Stops } from './parts.tsx';
import { PullDetail, verdictLabels, verdictTones } from './pull-detail.tsx';
import type { ViewContext } from './view-context.ts';
import { VirtualList } from './virtual-list.tsx';

/** Longer texts, such as a pod spec, are not stored in the fragment of the address. */
const maxSubjectLength = 500;

/** The locations from which nodes pull an image, and why. */
export function Pulls({ context }: { readonly context: ViewContext }) {
  const { client, route, revision, state, show } = context;
  const [text, setText] = useState(route.subject);
  useEffect(() => {
    if (route.subject !== '' && route.subject !== text.trim()) setText(route.subject);
  }, [route.subject]);
  const { value, error } = useEngine(
    client,
    'pulls',
    text.trim() === '' ? undefined : { ...state, text },
    revision,
  );
  const type = (next: string) => {
    setText(next);
    show(!next.includes('\n') && next.length <= maxSubjectLength ? next.trim() : '');
  };
  return (
    <section aria-labelledby="pulls-title">
      <h2 id="pulls-title">Where is an image pulled from?</h2>
      <label class="field" for="image">
        Image, pod spec, output of <code>helm template</code>, or one image per line
      </label>
      <textarea
        id="image"
        class="image-input"
        rows={Math.min(8, text.split('\n').length)}
        spellcheck={false}
        autocomplete="off"
        placeholder="quay.io/team/app:v1"
        value={text}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      <div aria-live="polite" class="result">
        {error === undefined ? null : <p class="failure">{error}</p>}
        {value === undefined ? (
          <Suggestions context={context} isShown={text.trim() === ''} />
        ) : (
          <>
            <Stops stops={value.stops} loadError={value.loadError} />
            <PullList pulls={value.pulls} context={context} />
          </>
        )}
      </div>
    </section>
  );
}

function PullList({
  pulls,
  context,
}: {
  readonly pulls: readonly PullView[];
  readonly context: ViewContext;
}) {
  const [selected, setSelected] = useState(0);
  const [only] = pulls;
  if (only === undefined) return <Empty>The text has no image.</Empty>;
  if (pulls.length === 1) return <PullDetail pull={only} context={context} />;
  const shown = pulls[Math.min(selected, pulls.length - 1)] ?? only;
  return (
    <div class="split">
      <div>
        <h3>{countOf(pulls.length, 'image')}</h3>
        <VirtualList
          id="images"
          label="Images"
          count={pulls.length}
          rowHeight={52}
          selected={Math.min(selected, pulls.length - 1)}
          onSelect={setSelected}
        >
          {(index) => <ImageRow pull={pulls[index] ?? only} />}
        </VirtualList>
      </div>
      <PullDetail pull={shown} context={context} />
    </div>
  );
}

function ImageRow({ pull: { name } }: { readonly pull: PullView }) {
  const { kind, text } = name.verdict;
  return (
    <div class="row">
      <span class="row-head">
        <Badge tone={verdictTones[kind]}>{verdictLabels[kind]}</Badge>
        <code class="clip">{name.reference}</code>
      </span>
      <span class="row-text clip">{text}</span>
    </div>
  );
}

const maxSuggestions = 4;

/** Sample images of some sources of the cluster. */
function Suggestions({ context, isShown }: { readonly context: ViewContext; readonly isShown: boolean }) {
  const { client, state, revision, link, cluster } = context;
  const { value } = useEngine(client, 'sources', isShown ? state : undefined, revision);
  if (!isShown || value === undefined) return null;
  if (value.length === 0)
    return (
      <Empty>
        {cluster.objects === 0 ? 'This page has no mirror sets. ' : 'No mirror set has a mirror. '}
        <a href={link('input')}>Paste or drop manifests</a>
      </Empty>
    );
  return (
    <p class="suggestions">
      Images of this cluster:
      {value.slice(0, maxSuggestions).map(({ sample }) => (
        <a key={sample} href={link('pulls', sample)}>
          <code>{sample}</code>
        </a>
      ))}
    </p>
  );
}
