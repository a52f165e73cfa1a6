import { listScopes, type ScopeSummary } from '../../engine/views/scopes.ts';
import { authorityOf, enclosingScopes } from '../../model/location/scope.ts';
import type { Severity } from '../../rules/finding.ts';
import type { FindingsView } from './findings-view.ts';
import type { ObjectField, StateModel } from './state-model.ts';

/** A node of the tree of scopes, parents before children. */
export interface ScopeRow extends Omit<ScopeSummary, 'origins'> {
  /** Starts at 0. */
  readonly depth: number;
  /** Index of the parent row; -1 for a root. */
  readonly parent: number;
  /** A host without an entry that only groups the scopes below it. */
  readonly isGroup: boolean;
  readonly fields: readonly ObjectField[];
  readonly findings: readonly ScopeFinding[];
}

interface ScopeFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly mark: ScopeMark | undefined;
}

/** The finding about a scope, for filters. */
export type ScopeMark = 'shadow' | 'escape' | 'unused';

const markOfRule: Readonly<Record<string, ScopeMark>> = {
  'no-shadowed-mirrors': 'shadow',
  'prefer-inherited-mirrors': 'shadow',
  'require-mirrors-for-both-pulls': 'shadow',
  'no-never-contact-bypass': 'escape',
  'no-never-contact-gap': 'escape',
  'no-policy-without-mirrors': 'unused',
  'no-short-name-source': 'unused',
  'no-unmatchable-source': 'unused',
  'require-mirrors': 'unused',
};

export function scopesView(subject: StateModel, { groups }: FindingsView): readonly ScopeRow[] {
  const findings = Map.groupBy(
    groups.flatMap(({ rule, severity, findings: own }) =>
      own.flatMap(({ about, message }) =>
        about === undefined ? [] : [{ about, rule, severity, message, mark: markOfRule[rule] }],
      ),
    ),
    ({ about }) => about,
  );
  return toTree(listScopes(subject.model)).map(({ summary: { origins, ...summary }, ...node }) => ({
    ...summary,
    ...node,
    fields: subject.fieldsOf(origins),
    findings: (findings.get(summary.scope) ?? []).map(({ about: _, ...finding }) => finding),
  }));
}

interface TreeNode {
  readonly summary: ScopeSummary;
  readonly isGroup: boolean;
}

/** Puts each scope below the narrowest scope that encloses it, and groups the scopes of one host. */
function toTree(scopes: readonly ScopeSummary[]) {
  const nodes = new Map(
    scopes.map((summary): [string, TreeNode] => [summary.scope, { summary, isGroup: false }]),
  );
  for (const [host, own] of Map.groupBy(scopes, ({ scope }) => authorityOf(scope)))
    if (own.length > 1 && !nodes.has(host)) nodes.set(host, { summary: emptyScope(host), isGroup: true });
  const parentOf = (scope: string) => {
    const around = [...enclosingScopes(scope)].filter((outer) => outer !== scope && nodes.has(outer));
    // A host encloses a path more narrowly than a wildcard does; the narrowest wildcard is first.
    return around.findLast((outer) => !outer.startsWith('*.')) ?? around[0] ?? '';
  };
  const children = Map.groupBy([...nodes.keys()].sort(), parentOf);
  const rows: (TreeNode & { readonly depth: number; readonly parent: number })[] = [];
  const visit = (outer: string, depth: number, parent: number) => {
    for (const scope of children.get(outer) ?? []) {
      const node = nodes.get(scope);
      if (node === undefined) continue;
      const index = rows.push({ ...node, depth, parent }) - 1;
      visit(scope, depth + 1, index);
    }
  };
  visit('', 0, -1);
  return rows;
}

function emptyScope(scope: string): ScopeSummary {
  return {
    scope,
    mirrors: { digest: [], tag: [] },
    isBlocked: false,
    isInsecure: false,
    isNeverContacted: false,
    isUnused: false,
    origins: [],
  };
}
