import { useState } from 'preact/hooks';
import type { DiffView, PullChangeView, SideView } from '../worker/change-view.ts';
import { useEngine } from './hooks.ts';
import { Badge, Code, countOf, Diff, Empty, Stops } from './parts.tsx';
import { verdictLabels, verdictTones } from './pull-detail.tsx';
import { type Reader, ReadForm } from './read-form.tsx';
import type { ViewContext } from './view-context.ts';
import { VirtualList } from './virtual-list.tsx';

/** Compares two states: pulls, registries.conf, the rollout and the size. */
export function Change({ context, reader }: { readonly context: ViewContext; readonly reader: Reader }) {
  const { client, state, revision, cluster } = context;
  const { value, error } = useEngine(
    client,
    'change',
    cluster.hasChange ? { cluster: state.cluster } : undefined,
    revision,
  );
  const [mode, setMode] = useState<'apply' | 'replace'>('apply');
  return (
    <section aria-labelledby="change-title">
      <h2 id="change-title">Before and after</h2>
      {error === undefined ? null : <p class="failure">{error}</p>}
      {value === undefined ? null : <Difference diff={value} />}
      <details class="editor" open={!cluster.hasChange}>
        <summary>{cluster.hasChange ? 'Compare with another change' : 'Add a change'}</summary>
        <fieldset class="filters">
          <legend class="visually-hidden">Meaning of the text</legend>
          <label>
            <input type="radio" name="mode" checked={mode === 'apply'} onChange={() => setMode('apply')} />
            Apply the objects to the current state
          </label>
          <label>
            <input
              type="radio"
              name="mode"
              checked={mode === 'replace'}
              onChange={() => setMode('replace')}
            />
            Replace the current state
          </label>
        </fieldset>
        <ReadForm
          id="change-text"
          label="Manifests of the change (YAML or JSON)"
          action="Compare"
          onRead={(texts) => reader.read(texts, { cluster: state.cluster, mode })}
        />
        {cluster.hasChange ? (
          <button type="button" onClick={() => reader.removeChange(state.cluster)}>
            Remove the change
          </button>
        ) : null}
      </details>
    </section>
  );
}

const rolloutTones = {
  none: 'good',
  reload: 'good',
  drain: 'bad',
  reboot: 'bad',
  stopped: 'bad',
  hosted: 'warn',
  unknown: 'warn',
} as const;

function Difference({ diff }: { readonly diff: DiffView }) {
  const { rollout, pulls, before, after } = diff;
  const tone = rolloutTones[rollout.verdict];
  return (
    <>
      <div class={`verdict ${tone}`}>
        <p class="verdict-text">
          <Badge tone={tone}>{rollout.verdict}</Badge> {rollout.meaning}
        </p>
        <ul class="reasons">
          {[...rollout.reasons, ...rollout.notes].map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
      <div class="sides">
        <Side title="Before" side={before} />
        <Side title="After" side={after} />
      </div>
      <h3>{pullsTitle(diff)}</h3>
      {pulls.length === 0 ? null : <PullChanges pulls={pulls} />}
      <h3>registries.conf</h3>
      {diff.diff === '' ? (
        <Empty>
          {before.registriesConf === null || after.registriesConf === null
            ? 'At least one state has no registries.conf to compare.'
            : 'registries.conf does not change.'}
        </Empty>
      ) : (
        <Diff label="Difference of /etc/containers/registries.conf" text={diff.diff} />
      )}
    </>
  );
}

function pullsTitle({ pulls, before, after }: DiffView): string {
  if (before.stops.length > 0 || after.stops.length > 0)
    return 'Pulls are not compared, because the operator stops';
  return pulls.length === 0 ? 'No pull changes' : countOf(pulls.length, 'pull changes', 'pulls change');
}

const sizeTones: Readonly<Record<string, 'good' | 'warn' | 'bad'>> = {
  fits: 'good',
  'near-limit': 'warn',
  'may-be-too-large': 'warn',
};

function Side({
  title,
  side: { stops, loadError, size },
}: {
  readonly title: string;
  readonly side: SideView;
}) {
  return (
    <div class="side">
      <h3>{title}</h3>
      {size === null ? null : (
        <p>
          registries.conf has {countOf(size.fileBytes, 'byte')};{' '}
          <Badge tone={sizeTones[size.verdict] ?? 'bad'}>{countOf(size.bytesLeft, 'byte')} left</Badge>
        </p>
      )}
      <Stops stops={stops} loadError={loadError} />
    </div>
  );
}

function PullChanges({ pulls }: { readonly pulls: readonly PullChangeView[] }) {
  const [selected, setSelected] = useState(0);
  const [first] = pulls;
  if (first === undefined) return null;
  const shown = pulls[Math.min(selected, pulls.length - 1)] ?? first;
  return (
    <>
      <VirtualList
        id="pull-changes"
        label="Pulls that change"
        count={pulls.length}
        rowHeight={32}
        selected={Math.min(selected, pulls.length - 1)}
        onSelect={setSelected}
      >
        {(index) => {
          const { scope, pulledBy, pools } = pulls[index] ?? first;
          return (
            <span class="row-head row-line">
              <code class="clip">{scope}</code>
              <span class="faint">
                by {pulledBy}
                {pools.length === 0 ? '' : ` in ${pools.join(', ')}`}
              </span>
            </span>
          );
        }}
      </VirtualList>
      <div class="sides">
        <PullSide title="Before" name={shown.before} />
        <PullSide title="After" name={shown.after} />
      </div>
    </>
  );
}

function PullSide({
  title,
  name: { verdict, locations },
}: {
  readonly title: string;
  readonly name: PullChangeView['before'];
}) {
  return (
    <div class="side">
      <h4>{title}</h4>
      <p>
        <Badge tone={verdictTones[verdict.kind]}>{verdictLabels[verdict.kind]}</Badge> {verdict.text}
      </p>
      <ol class="short-locations">
        {locations.map(({ reference, blockedBy, insecure }) => (
          <li key={reference}>
            <Code>{reference.replace(/@sha256:0+$/, '')}</Code>
            {blockedBy === null ? null : <Badge tone="bad">blocked</Badge>}
            {insecure ? <Badge tone="warn">TLS not verified</Badge> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
