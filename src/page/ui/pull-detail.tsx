import type { LocationView, NameView, PoolPullView, PullView } from '../worker/pull-view.ts';
import { Badge, Code, ObjectFields } from './parts.tsx';
import type { ViewContext } from './view-context.ts';

type VerdictKind = NameView['verdict']['kind'];

export const verdictLabels: Readonly<Record<VerdictKind, string>> = {
  pulls: 'Mirrored',
  'no-mirror': 'No mirror',
  signed: 'Signature',
  rejected: 'Rejected',
  fails: 'Fails',
  unknown: 'Unknown',
};

export const verdictTones = {
  pulls: 'good',
  'no-mirror': 'warn',
  signed: 'plain',
  rejected: 'bad',
  fails: 'bad',
  unknown: 'warn',
} as const satisfies Record<VerdictKind, string>;

/** The pull of one image in each group of pools, and of each candidate of a short name. */
export function PullDetail({
  pull: { otherPools, usedBy, ...own },
  context,
}: {
  readonly pull: PullView;
  readonly context: ViewContext;
}) {
  return (
    <article class="pull">
      {usedBy.length === 0 ? null : <p class="used-by">Used by {usedBy.join(', ')}</p>}
      {[own, ...otherPools].map((pool) => (
        <PoolPull key={pool.pools.join()} pull={pool} context={context} />
      ))}
    </article>
  );
}

function PoolPull({
  pull: { name, candidates, pools },
  context,
}: {
  readonly pull: PoolPullView;
  readonly context: ViewContext;
}) {
  const heading =
    pools.length === 0 ? null : (
      <h3>
        {pools.length === 1 ? 'Pool' : 'Pools'} {pools.join(', ')}
      </h3>
    );
  if (candidates.length === 0)
    return (
      <>
        {heading}
        <Name name={name} context={context} />
      </>
    );
  return (
    <>
      {heading}
      <Verdict name={name} />
      <p>The name has no registry. CRI-O tries each of these names until one succeeds:</p>
      <ol class="candidates">
        {candidates.map((candidate) => (
          <li key={candidate.reference}>
            <Name name={candidate} context={context} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Name({ name, context }: { readonly name: NameView; readonly context: ViewContext }) {
  return (
    <div class="name">
      <Verdict name={name} />
      <Facts name={name} context={context} />
      <Locations name={name} />
      <Others name={name} />
    </div>
  );
}

function Verdict({ name: { reference, image, verdict } }: { readonly name: NameView }) {
  return (
    <div class={`verdict ${verdictTones[verdict.kind]}`}>
      <p class="verdict-image">
        <Code>{image ?? reference}</Code>
      </p>
      <p class="verdict-text">
        <Badge tone={verdictTones[verdict.kind]}>{verdictLabels[verdict.kind]}</Badge> {verdict.text}
      </p>
    </div>
  );
}

function Facts({ name, context }: { readonly name: NameView; readonly context: ViewContext }) {
  const { pulledBy, image, matchedPrefix, policy, failsAt } = name;
  if (image === null || pulledBy === null) return null;
  const dropsTag = pulledBy === 'digest' && /:[^/@]+@/.test(image);
  return (
    <dl class="facts">
      <dt>Pulled by</dt>
      <dd>
        {pulledBy}
        {dropsTag ? '; CRI-O drops the tag' : ''}
      </dd>
      <dt>Entry</dt>
      <dd>
        {matchedPrefix === null ? (
          'none matches'
        ) : (
          <>
            <Code>{matchedPrefix}</Code>, the longest match (
            <a href={context.link('merge', matchedPrefix)}>merge graph</a>,{' '}
            <a href={context.link('scopes', matchedPrefix)}>scope</a>)
          </>
        )}
      </dd>
      {failsAt === null ? null : (
        <>
          <dt>Fails at</dt>
          <dd>
            <Code>{failsAt.location}</Code>
            <ObjectFields fields={failsAt.fields} />
          </dd>
        </>
      )}
      <dt>Signature</dt>
      <dd>
        {policy?.verdict === 'signed' ? (
          <>
            required; scope <Code>{policy.scope}</Code>
            <ObjectFields fields={policy.fields} />
          </>
        ) : (
          'not required'
        )}
      </dd>
      {policy?.verdict === 'reject' ? (
        <>
          <dt>policy.json</dt>
          <dd>
            rejects the image: {policy.scope === null ? 'no scope allows it' : <Code>{policy.scope}</Code>}
            <ObjectFields fields={policy.fields} />
          </dd>
        </>
      ) : null}
    </dl>
  );
}

function Locations({ name: { locations, pulledBy } }: { readonly name: NameView }) {
  if (locations.length === 0) return null;
  return (
    <>
      <h3>Locations, in the order in which nodes try them</h3>
      <ol class="locations">
        {locations.map((location) => (
          <Location key={location.reference} location={location} pulledBy={pulledBy} />
        ))}
      </ol>
    </>
  );
}

const serves = {
  'digest-only': 'digest mirror',
  'tag-only': 'tag mirror',
  all: 'mirror',
  source: 'source',
} as const;

function Location({
  location,
  pulledBy,
}: {
  readonly location: LocationView;
  readonly pulledBy: NameView['pulledBy'];
}) {
  const { reference, blockedBy, insecure, because, fields } = location;
  // The digest is the same at every location, so it is not shown.
  const shown = pulledBy === 'digest' ? reference.replace(/(:[^/@:]+)?@[^@]*$/, '') : reference;
  return (
    <li class={blockedBy === null ? 'location' : 'location blocked'}>
      <p class="location-head">
        <Code>{shown}</Code>
        <Badge tone="plain">{serves[location.serves]}</Badge>
        {blockedBy === null ? null : <Badge tone="bad">blocked</Badge>}
        {insecure ? <Badge tone="warn">TLS not verified</Badge> : null}
      </p>
      <p class="location-reason">{reasonOf(because, blockedBy)}</p>
      <ObjectFields fields={fields} />
    </li>
  );
}

function reasonOf(because: LocationView['because'], blockedBy: string | null) {
  if (blockedBy !== null)
    return (
      <>
        Blocked by <Code>{blockedBy}</Code>; nodes try the next location
      </>
    );
  if (because === 'contradiction') return 'The orders of these lists contradict each other:';
  return because === 'source' ? 'The registry itself' : 'Listed in:';
}

function Others({ name: { others, matchedPrefix } }: { readonly name: NameView }) {
  if (others.length === 0) return null;
  return (
    <>
      <h3>Entries that match, but have no effect on this pull</h3>
      <ul class="others">
        {others.map((other) => (
          <li key={`${other.scope} ${other.reason} ${other.fields[0]?.path}`}>
            <p class="location-head">
              <Code>{other.scope}</Code>
            </p>
            <p class="location-reason">{whyNot(other, matchedPrefix)}</p>
            {other.mirrors.length === 0 ? null : (
              <p class="location-reason">
                Mirrors: <Code>{other.mirrors.join(', ')}</Code>
              </p>
            )}
            <ObjectFields fields={other.fields} />
          </li>
        ))}
      </ul>
    </>
  );
}

function whyNot({ reason, fields }: NameView['others'][number], matchedPrefix: string | null) {
  switch (reason) {
    case 'less-specific':
      return (
        <>
          Less specific than <Code>{matchedPrefix}</Code>: only the entry with the longest match is used, even
          if its mirrors fail
        </>
      );
    case 'other-pulls':
      return fields[0]?.kind === 'ImageTagMirrorSet'
        ? 'Its mirrors serve pulls by tag only'
        : 'Its mirrors serve pulls by digest only';
    case 'no-mirror':
      return 'It has no mirror except the source, so the Machine Config Operator ignores it';
  }
}
