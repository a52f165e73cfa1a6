import { useMemo, useState } from 'preact/hooks';
import type { ScopeMark, ScopeRow } from '../worker/scopes-view.ts';
import { useEngine } from './hooks.ts';
import { Badge, Code, Empty, ObjectFields, SeverityBadge } from './parts.tsx';
import type { ViewContext } from './view-context.ts';
import { VirtualList } from './virtual-list.tsx';

/** Registries and paths as a tree, with the effect of each scope on the enclosing scopes. */
export function Scopes({ context }: { readonly context: ViewContext }) {
  const { client, state, revision } = context;
  const { value, error } = useEngine(client, 'scopes', state, revision);
  return (
    <section aria-labelledby="scopes-title">
      <h2 id="scopes-title">Scopes</h2>
      {error === undefined ? null : <p class="failure">{error}</p>}
      {value === undefined ? (
        <p class="pending">Evaluating…</p>
      ) : value.length === 0 ? (
        <Empty>No object names a registry.</Empty>
      ) : (
        <Tree rows={value} context={context} />
      )}
    </section>
  );
}

const filters = {
  all: 'All',
  shadow: 'Shadowing',
  escape: 'NeverContactSource does not apply',
  unused: 'Unused',
} as const;

type Filter = keyof typeof filters;

function Tree({ rows, context }: { readonly rows: readonly ScopeRow[]; readonly context: ViewContext }) {
  const { route, show } = context;
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const matching = useMemo(() => withParents(rows, text.trim(), filter), [rows, text, filter]);
  const visible = useMemo(
    () => matching.filter((index) => !isCollapsed(rows, index, collapsed)),
    [rows, matching, collapsed],
  );
  const parents = useMemo(() => new Set(rows.map(({ parent }) => parent)), [rows]);
  const position = visible.findIndex((index) => rows[index]?.scope === route.subject);
  const selected = position === -1 ? 0 : position;
  const select = (at: number) => show(rows[visible[at] ?? -1]?.scope ?? '');
  const setExpanded = (index: number, isExpanded: boolean) => {
    const next = new Set(collapsed);
    if (isExpanded) next.delete(index);
    else next.add(index);
    setCollapsed(next);
  };
  const isExpanded = (at: number) => {
    const index = visible[at] ?? -1;
    return parents.has(index) ? !collapsed.has(index) : undefined;
  };
  const arrow = (at: number, key: 'ArrowLeft' | 'ArrowRight') => {
    const index = visible[at] ?? -1;
    const expanded = isExpanded(at);
    if (key === 'ArrowRight' && expanded === false) setExpanded(index, true);
    else if (key === 'ArrowRight' && expanded === true) select(at + 1);
    else if (key === 'ArrowLeft' && expanded === true) setExpanded(index, false);
    else if (key === 'ArrowLeft') select(visible.indexOf(rows[index]?.parent ?? -1));
  };
  const count = (one: Filter) => rows.filter((row) => hasMark(row, one) && !row.isGroup).length;
  const shown = rows[visible[selected] ?? -1];
  return (
    <>
      <div class="filters">
        <label class="inline-field">
          Filter{' '}
          <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
        </label>
        <fieldset class="filters">
          <legend class="visually-hidden">Kind of scope</legend>
          {(Object.keys(filters) as Filter[]).map((one) => (
            <label key={one}>
              <input type="radio" name="scopes" checked={filter === one} onChange={() => setFilter(one)} />
              {filters[one]} <span class="count">{count(one).toLocaleString('en')}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {shown === undefined ? (
        <Empty>No scope matches.</Empty>
      ) : (
        <div class="split">
          <VirtualList
            id="scopes"
            label="Scopes"
            count={visible.length}
            rowHeight={32}
            selected={selected}
            onSelect={select}
            tree={{
              level: (at) => (rows[visible[at] ?? -1]?.depth ?? 0) + 1,
              isExpanded,
              onArrow: arrow,
            }}
          >
            {(at) => {
              const index = visible[at] ?? -1;
              const row = rows[index];
              return row === undefined ? null : (
                <ScopeLine
                  row={row}
                  isExpanded={isExpanded(at)}
                  onToggle={() => setExpanded(index, isExpanded(at) === false)}
                />
              );
            }}
          </VirtualList>
          <ScopeDetail row={shown} context={context} />
        </div>
      )}
    </>
  );
}

function hasMark({ findings, shadows, isUnused }: ScopeRow, filter: Filter): boolean {
  if (filter === 'all') return true;
  const isMarked = (mark: ScopeMark) => findings.some((finding) => finding.mark === mark);
  if (filter === 'shadow')
    return (
      isMarked('shadow') || (shadows !== undefined && (shadows.digest !== 'none' || shadows.tag !== 'none'))
    );
  return isMarked(filter) || (filter === 'unused' && isUnused);
}

/** The matching rows and their ancestors. */
function withParents(rows: readonly ScopeRow[], text: string, filter: Filter): readonly number[] {
  if (text === '' && filter === 'all') return rows.map((_, index) => index);
  const kept = new Set<number>();
  for (const [index, row] of rows.entries()) {
    if (!row.scope.includes(text) || !hasMark(row, filter)) continue;
    for (let at = index; at !== -1 && !kept.has(at); at = rows[at]?.parent ?? -1) kept.add(at);
  }
  return [...kept].sort((a, b) => a - b);
}

function isCollapsed(rows: readonly ScopeRow[], index: number, collapsed: ReadonlySet<number>): boolean {
  if (collapsed.size === 0) return false;
  for (let at = rows[index]?.parent ?? -1; at !== -1; at = rows[at]?.parent ?? -1)
    if (collapsed.has(at)) return true;
  return false;
}

function ScopeLine({
  row,
  isExpanded,
  onToggle,
}: {
  readonly row: ScopeRow;
  readonly isExpanded: boolean | undefined;
  readonly onToggle: () => void;
}) {
  const { scope, depth, isGroup, isBlocked, isInsecure, isNeverContacted } = row;
  const worst = row.findings.find(({ severity }) => severity === 'deny') ?? row.findings[0];
  return (
    <span class="row-head row-line" style={{ paddingInlineStart: `${depth * 18}px` }}>
      <span
        class={isExpanded === undefined ? 'twist none' : isExpanded ? 'twist open' : 'twist'}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          if (isExpanded !== undefined) onToggle();
        }}
      />
      <code class={isGroup ? 'clip faint' : 'clip'}>{scope}</code>
      {isBlocked ? <Badge tone="bad">blocked</Badge> : null}
      {isNeverContacted && !isBlocked ? <Badge tone="plain">never</Badge> : null}
      {isInsecure ? <Badge tone="warn">insecure</Badge> : null}
      {worst === undefined ? null : <SeverityBadge severity={worst.severity} />}
    </span>
  );
}

const shadowing = {
  none: 'leaves them as they are',
  replaced: 'replaces them',
  hidden: 'shadows them: it has no mirrors for these pulls',
} as const;

function ScopeDetail({ row, context }: { readonly row: ScopeRow; readonly context: ViewContext }) {
  const { scope, mirrors, shadows, fields, findings, isUnused, isGroup } = row;
  return (
    <article class="detail" aria-label={scope}>
      <h3>
        <Code>{scope}</Code>
      </h3>
      {isGroup ? <p>No entry names this registry itself.</p> : null}
      {isUnused ? <p>No entry of this source has a mirror, so the operator ignores it.</p> : null}
      <dl class="facts">
        {(['digest', 'tag'] as const).map((pulls) => (
          <div key={pulls} class="fact">
            <dt>Mirrors by {pulls}</dt>
            <dd>{mirrors[pulls].length === 0 ? 'none' : <Code>{mirrors[pulls].join(', ')}</Code>}</dd>
          </div>
        ))}
        {shadows === undefined ? null : (
          <div class="fact">
            <dt>Shadows</dt>
            <dd>
              <a href={context.link('scopes', shadows.scope)}>
                <Code>{shadows.scope}</Code>
              </a>
              <br />
              Its mirrors by digest: this scope {shadowing[shadows.digest]}.
              <br />
              Its mirrors by tag: this scope {shadowing[shadows.tag]}.
            </dd>
          </div>
        )}
      </dl>
      {mirrors.digest.length + mirrors.tag.length === 0 ? null : (
        <p>
          <a href={context.link('merge', scope)}>Merge graph</a>
        </p>
      )}
      <ObjectFields fields={fields} />
      {findings.length === 0 ? null : <h4>Findings</h4>}
      <ul class="finding-list">
        {findings.map(({ rule, severity, message }) => (
          <li key={`${rule} ${message}`}>
            <p class="message">
              <SeverityBadge severity={severity} /> {message}
            </p>
            <a href={context.link('findings', rule)}>{rule}</a>
          </li>
        ))}
      </ul>
    </article>
  );
}
