import { stringify } from 'yaml';
import { type MirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';
import type { Generator } from './generator.ts';
import { type StaticRule, staticRules } from './static-rules.ts';

const kinds = Object.keys(mirrorSetKinds) as MirrorSetKind[];

/** What a user reads, from the rule itself, so that both lines of defence say the same. */
async function messageOf(id: string): Promise<string> {
  // The list of rules is generated too, and written before this is loaded.
  const { rules } = await import('../../src/rules/index.ts');
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined)
    throw new Error(`scripts/generate/static-rules.ts names ${id}, and there is no such rule`);
  return `${id}: ${rule.meta.summary} ${rule.meta.fix}`;
}

async function toValidation({ id, fault }: StaticRule) {
  return {
    expression: `!variables.changed.exists(entry, ${fault})`,
    message: await messageOf(id),
    reason: 'Invalid',
  };
}

/** An entry that an update leaves as it was is not judged again: what is stored already must not hold up its repair. */
async function renderKind(kind: MirrorSetKind): Promise<string> {
  const { listField } = mirrorSetKinds[kind];
  const entriesOf = (object: string) => `has(${object}.spec.${listField}) ? ${object}.spec.${listField} : []`;
  const ofKind = staticRules.filter((rule) => rule.kinds?.includes(kind) ?? true);
  const spec = {
    variables: [
      { name: 'entries', expression: entriesOf('object') },
      { name: 'stored', expression: `oldObject == null ? [] : (${entriesOf('oldObject')})` },
      { name: 'changed', expression: 'variables.entries.filter(entry, !(entry in variables.stored))' },
    ],
    validations: await Promise.all(ofKind.map(toValidation)),
  };
  return [
    `{{- define "mirrorguard.staticRules.${kind}" -}}`,
    stringify(spec, { lineWidth: 0 }).trimEnd(),
    '{{- end }}',
  ].join('\n');
}

const notice =
  '{{- /* Written by `npm run generate` from scripts/generate/static-rules.ts and the rules themselves. */}}';

function renderKinds(): string {
  const list = kinds.map((kind) => {
    const { group, version, resource } = mirrorSetKinds[kind];
    return { kind, group, version, resource };
  });
  return ['{{- define "mirrorguard.kinds" -}}', JSON.stringify(list), '{{- end }}'].join('\n');
}

/** The rules that need no knowledge of the cluster, as expressions that the API server evaluates itself. */
export default {
  generate: async () => {
    const parts = [notice, renderKinds(), ...(await Promise.all(kinds.map(renderKind)))];
    return new Map([['charts/mirrorguard/templates/_static-rules.generated.tpl', `${parts.join('\n')}\n`]]);
  },
} satisfies Generator;
