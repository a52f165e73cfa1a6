import { useMemo, useState } from 'preact/hooks';
import type { MergedOrderView } from '../worker/merge-view.ts';
import { useEngine } from './hooks.ts';
import { MergeGraph } from './merge-graph.tsx';
import { Badge, Code, Empty, FieldLine } from './parts.tsx';
import type { ViewContext } from './view-context.ts';
import { VirtualList } from './virtual-list.tsx';

/** Shows how the lists of several objects are merged into one order for a source. */
export function Merge({ context }: { readonly context: ViewContext }) {
  const { client, state, revision, route, show } = context;
  const sources = useEngine(client, 'sources', state, revision);
  const [text, setText] = useState('');
  const matching = useMemo(
    () => (sources.value ?? []).filter(({ source }) => source.includes(text.trim())),
    [sources.value, text],
  );
  const position = matching.findIndex(({ source }) => source === route.subject);
  const source = route.subject === '' ? (matching[0]?.source ?? '') : route.subject;
  return (
    <section aria-labelledby="merge-title">
      <h2 id="merge-title">Merge graph</h2>
      {sources.error === undefined ? null : <p class="failure">{sources.error}</p>}
      {sources.value?.length === 0 ? <Empty>No source has a mirror.</Empty> : null}
      <div class="split">
        <div>
          <label class="inline-field">
            Filter{' '}
            <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
          </label>
          {matching.length === 0 ? null : (
            <VirtualList
              id="sources"
              label="Sources"
              count={matching.length}
              rowHeight={32}
              selected={position === -1 ? 0 : position}
              onSelect={(index) => show(matching[index]?.source ?? '')}
            >
              {(index) => (
                <span class="row-head row-line">
                  <code class="clip">{matching[index]?.source}</code>
                  {matching[index]?.isOverruled === true ? <Badge tone="warn">conflict</Badge> : null}
                </span>
              )}
            </VirtualList>
          )}
        </div>
        {source === '' ? null : <Orders context={context} source={source} />}
      </div>
    </section>
  );
}

function Orders({ context, source }: { readonly context: ViewContext; readonly source: string }) {
  const { client, state, revision } = context;
  const { value, error } = useEngine(client, 'merge', { ...state, source }, revision);
  if (error !== undefined) return <p class="failure">{error}</p>;
  return (
    <article class="detail" aria-label={source}>
      <h3>
        <Code>{source}</Code>
      </h3>
      {value === undefined ? null : value.length === 0 ? (
        <Empty>No entry of this source has a mirror.</Empty>
      ) : (
        value.map((order) => <Order key={order.pulledBy} order={order} />)
      )}
    </article>
  );
}

function Order({ order }: { readonly order: MergedOrderView }) {
  const { pulledBy, lists, overruled, source, isSourceBlocked } = order;
  return (
    <>
      <h4>
        Pulls by {pulledBy}
        {overruled.length === 0 ? null : <Badge tone="warn">conflicting orders</Badge>}
      </h4>
      <MergeGraph order={order} />
      <p>Nodes try:</p>
      <ol class="short-locations">
        {order.order.map((location, index) => (
          // The index is part of the key, because the source can occur twice.
          <li key={`${index} ${location}`}>
            <Code>{location}</Code>
            {location === source ? <Badge tone="plain">source</Badge> : null}
            {location === source && isSourceBlocked ? <Badge tone="bad">blocked</Badge> : null}
          </li>
        ))}
      </ol>
      {overruled.length === 0 ? null : (
        <>
          <p>The order reverses these steps:</p>
          <ul class="notes">
            {overruled.map(({ before, after, lists: indices }) => (
              <li key={`${before} ${after}`}>
                <Code>{before}</Code> before <Code>{after}</Code>, in{' '}
                {indices.length === 1 ? 'list' : 'lists'} {indices.map((index) => index + 1).join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{lists.length === 1 ? 'The list:' : 'The lists:'}</p>
      <ol class="lists">
        {lists.map(({ field, steps, policy }) => (
          <li key={`${field.kind} ${field.name} ${field.path}`}>
            <FieldLine field={field} />
            <p class="faint">
              <Code>{steps.join(' → ')}</Code>
              {policy === 'NeverContactSource' ? ' (NeverContactSource)' : ''}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
