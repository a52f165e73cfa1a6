import assert from 'node:assert/strict';
import type { Manifest } from '../../../src/manifests/manifest.ts';
import { skimManifests } from '../../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../../src/manifests/source-file.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { compilePolicy, type Policy } from '../../../src/policy/policy.ts';
import { rules } from '../../../src/rules/index.ts';
import type { WriteInput } from './inputs.ts';
import { policies } from './policies.ts';

/** The other rules run in only one of the two hosts. */
export const sharedRules: ReadonlySet<string> = new Set(
  rules.filter(({ meta }) => meta.hosts === undefined).map(({ id }) => id),
);

export function policyOf({ policy }: Pick<WriteInput, 'policy'>): Policy {
  return policies[policy] ?? compilePolicy({}, rules);
}

/** One file per object. */
export function toManifests(objects: readonly JsonObject[]): readonly Manifest[] {
  return objects.flatMap((object, index) => {
    const { manifests, problems } = skimManifests(toSourceFile(`${index}.json`, JSON.stringify(object)));
    assert.deepEqual(problems, []);
    return manifests;
  });
}

interface Reported {
  readonly rule: string;
  readonly about?: string;
  readonly path: string;
  readonly severity: string;
  readonly downgradedBy?: string;
  readonly object?: { readonly kind: string; readonly name: string };
  readonly related: readonly { readonly kind: string; readonly name: string }[];
}

/** What identifies a finding in every host: rule, source and objects; with its place and severity. */
export function identify({ rule, about = '', path, severity, downgradedBy, object, related }: Reported) {
  const objects = [...(object === undefined ? [] : [object]), ...related];
  return {
    rule,
    about,
    path,
    // The severity of the rule: advisory mode and announced policy changes concern only writes.
    severity: downgradedBy === undefined ? severity : 'deny',
    // Lint names an ImagePolicy without its namespace, because it states its file.
    objects: [...new Set(objects.map(({ kind, name }) => `${kind} ${name.split('/').at(-1)}`))].sort(),
  };
}

export function sorted<Value>(values: readonly Value[]): readonly Value[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
