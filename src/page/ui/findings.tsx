import { useState } from 'preact/hooks';
import type { Severity } from '../../rules/finding.ts';
import type { FilePatch } from '../data/page-data.ts';
import type { FindingGroupView, FindingsView } from '../worker/findings-view.ts';
import { useEngine } from './hooks.ts';
import { Code, countOf, Diff, Empty, FieldLine, ObjectFields, SeverityBadge } from './parts.tsx';
import type { ViewContext } from './view-context.ts';
import { VirtualList } from './virtual-list.tsx';

const severities: readonly Severity[] = ['deny', 'warn', 'audit'];

/** The findings, with the documentation of each rule and the fix. */
export function Findings({ context }: { readonly context: ViewContext }) {
  const { client, state, revision, cluster } = context;
  const { value, error } = useEngine(client, 'findings', state, revision);
  if (error !== undefined) return <p class="failure">{error}</p>;
  return (
    <section aria-labelledby="findings-title">
      <h2 id="findings-title">
        {cluster.hasChange && state.side === 'after' ? 'Findings of the change' : 'Findings'}
      </h2>
      {value === undefined ? <p class="pending">Evaluating…</p> : <Loaded view={value} context={context} />}
    </section>
  );
}

function Loaded({ view, context }: { readonly view: FindingsView; readonly context: ViewContext }) {
  const { route, show } = context;
  const [shown, setShown] = useState<ReadonlySet<Severity>>(new Set(['deny', 'warn']));
  const { groups, unknown } = view;
  const [rule, object] = route.subject.split(' ', 2);
  const isLinked = groups.some((group) => group.rule === rule && !shown.has(group.severity));
  const visible = groups.filter(({ severity }) => shown.has(severity) || isLinked);
  const linked = visible.findIndex(
    (group) => group.rule === rule && (object === undefined || object === `${group.kind}/${group.name}`),
  );
  const selected = linked === -1 ? 0 : linked;
  const toggle = (severity: Severity) => setShown(shown.symmetricDifference(new Set([severity])));
  const count = (severity: Severity) =>
    groups
      .filter((group) => group.severity === severity)
      .reduce((sum, { findings }) => sum + findings.length, 0);
  const [first] = visible;
  return (
    <>
      <fieldset class="filters">
        <legend class="visually-hidden">Severities</legend>
        {severities.map((severity) => (
          <label key={severity}>
            <input type="checkbox" checked={shown.has(severity)} onChange={() => toggle(severity)} />
            <SeverityBadge severity={severity} /> {count(severity).toLocaleString('en')}
          </label>
        ))}
      </fieldset>
      {first === undefined ? (
        <Empty>
          {groups.length === 0 ? 'No rule reports a finding.' : 'No finding has these severities.'}
        </Empty>
      ) : (
        <div class="split">
          <VirtualList
            id="findings"
            label="Findings"
            count={visible.length}
            rowHeight={72}
            selected={selected}
            onSelect={(index) => {
              const group = visible[index] ?? first;
              show(`${group.rule} ${group.kind}/${group.name}`);
            }}
          >
            {(index) => <FindingRow group={visible[index] ?? first} />}
          </VirtualList>
          <FindingDetail group={visible[selected] ?? first} context={context} />
        </div>
      )}
      <Unknown unknown={unknown} />
    </>
  );
}

function FindingRow({ group }: { readonly group: FindingGroupView }) {
  const { severity, rule, kind, name, message, findings } = group;
  return (
    <div class="row">
      <span class="row-head">
        <SeverityBadge severity={severity} />
        <span class="rule clip">{rule}</span>
        {findings.length === 1 ? null : <span class="count">{findings.length.toLocaleString('en')}</span>}
      </span>
      <span class="row-text clip">{message}</span>
      <span class="row-text clip faint">
        {kind} {name}
      </span>
    </div>
  );
}

function FindingDetail({
  group,
  context,
}: {
  readonly group: FindingGroupView;
  readonly context: ViewContext;
}) {
  const { rule, severity, summary, why, fix, findings } = group;
  const { client, state, revision } = context;
  const fixes = useEngine(client, 'fixes', state, revision).value ?? [];
  const patch = patchFor(group, fixes);
  return (
    <article class="detail" aria-label={rule}>
      <h3>
        <SeverityBadge severity={severity} /> {rule}
      </h3>
      <p class="summary">{summary}</p>
      <FindingList key={`${rule} ${group.kind} ${group.name}`} group={group} />
      <h4>What the cluster does</h4>
      <p>{why}</p>
      <h4>Fix</h4>
      <p>{fix}</p>
      {patch === undefined ? null : (
        <Diff
          label={`Safe fixes of ${patch.file}: git apply${patch.isWithoutContext ? ' --unidiff-zero' : ''}`}
          text={patch.patch}
        />
      )}
      {findings.length === 1 ? null : (
        <p class="faint">{countOf(findings.length, 'finding')} of this object.</p>
      )}
    </article>
  );
}

/** The patch of the file, if one of its fixes changes the value that a finding concerns. */
function patchFor({ kind, name, findings }: FindingGroupView, patches: readonly FilePatch[]) {
  const paths = new Set(findings.map(({ field }) => field.path));
  const found = patches.find(({ fixes }) =>
    fixes.some((fix) => fix.kind === kind && fix.name === name && paths.has(fix.path)),
  );
  return found && { ...found, isWithoutContext: !/^ /m.test(found.patch) };
}

/** More findings do not fit on a screen and are shown in a separate list. */
const fewFindings = 5;

function FindingList({ group: { findings } }: { readonly group: FindingGroupView }) {
  const [selected, setSelected] = useState(0);
  const [first] = findings;
  if (first === undefined) return null;
  const shown = findings[selected] ?? first;
  if (findings.length <= fewFindings)
    return (
      <ul class="finding-list">
        {findings.map((finding) => (
          <li key={`${finding.field.path} ${finding.message}`}>
            <OneFinding finding={finding} />
          </li>
        ))}
      </ul>
    );
  return (
    <>
      <VirtualList
        id="fields"
        label="Fields of this finding"
        count={findings.length}
        rowHeight={32}
        selected={selected}
        onSelect={setSelected}
      >
        {(index) => {
          const { field, about } = findings[index] ?? first;
          return (
            <span class="row-head row-line">
              <span class="field-file">{field.line}</span>
              <code class="clip">{about ?? field.path}</code>
            </span>
          );
        }}
      </VirtualList>
      <OneFinding finding={shown} />
    </>
  );
}

function OneFinding({ finding }: { readonly finding: FindingGroupView['findings'][number] }) {
  return (
    <>
      <p class="message">{finding.message}</p>
      <FieldLine field={finding.field} />
      {finding.related.length === 0 ? null : (
        <>
          <p class="faint">Also involved:</p>
          <ObjectFields fields={finding.related} />
        </>
      )}
    </>
  );
}

function Unknown({ unknown }: Pick<FindingsView, 'unknown'>) {
  if (unknown.length === 0) return null;
  const count = new Set(unknown.flatMap(({ rules }) => rules)).size;
  return (
    <details class="unknown">
      <summary>{countOf(count, 'rule')} not evaluated, because facts are unknown</summary>
      <ul>
        {unknown.map(({ reason, rules }) => (
          <li key={reason}>
            {reason}: <Code>{rules.join(', ')}</Code>
          </li>
        ))}
      </ul>
    </details>
  );
}
