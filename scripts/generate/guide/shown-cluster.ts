import { readPolicy } from '../../../src/config/policy-file/read-policy.ts';
import { readCluster } from '../../../src/engine/cluster.ts';
import { toFactSheet } from '../../../src/engine/fact-sheet.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../../src/model/json.ts';
import { isMirrorSetKind, type MirrorSetKind, mirrorSetKinds } from '../../../src/model/mirror-set.ts';
import { compilePolicy } from '../../../src/policy/policy.ts';
import type { Requester } from '../../../src/policy/requester.ts';
import { rules } from '../../../src/rules/index.ts';
import { repair } from '../../../src/rules/mutations/index.ts';
import { ShownWebhook } from './shown-webhook.ts';

/** A cluster with the webhook in front of it, as far as a guide shows one: objects are applied, and stored if they are allowed. */
export class ShownCluster {
  readonly webhook = new ShownWebhook();
  readonly #stored = new Map<string, JsonObject>();
  #asked = 0;

  /** What kubectl prints: warnings, then the result or the refusal with its causes. */
  apply(object: JsonObject, requester: Requester): string {
    const { kind } = object;
    const name = String(valueAt(object, ['metadata', 'name']));
    const key = `${String(kind)} ${name}`;
    const before = this.#stored.get(key);
    const verb = before === undefined ? 'created' : 'configured';
    if (isMirrorSetKind(kind)) return this.#write({ kind, name, key, verb }, object, before, requester);
    this.#stored.set(key, object);
    return `${String(kind).toLowerCase()}.${String(object.apiVersion).split('/')[0]}/${name} ${verb}\n`;
  }

  #write(
    { kind, name, key, verb }: Written,
    object: JsonObject,
    before: JsonObject | undefined,
    { name: username, groups }: Requester,
  ): string {
    const { group, version, resource } = mirrorSetKinds[kind];
    const request = {
      uid: `guide-${++this.#asked}`,
      kind: { group, version, kind },
      operation: before === undefined ? 'CREATE' : 'UPDATE',
      name,
      userInfo: { username, groups },
      ...(before === undefined ? {} : { oldObject: before }),
    };
    const facts = toFactSheet(readCluster(this.#stored.values()), {
      isStoredKnown: true,
      inputDocuments: [],
    });
    const repaired = repair(kind, object, { enabled: this.webhook.policy.mutations }).object as JsonObject;
    const first = this.webhook.ask('mutate', { ...request, object }, facts);
    const isRefused = valueAt(first, ['allowed']) !== true;
    const responses = isRefused
      ? [first]
      : [first, this.webhook.ask('validate', { ...request, object: repaired }, facts)];
    const warnings = responses
      .flatMap((response) => stringsAt(response, ['warnings']))
      .map((text) => `Warning: ${text}\n`);
    const refusal = responses.find((response) => valueAt(response, ['allowed']) !== true);
    if (refusal !== undefined) return `${warnings.join('')}${refusalText(kind, name, refusal)}`;
    this.#stored.set(key, repaired);
    return `${warnings.join('')}${resource.replace(/s$/, '')}.${group}/${name} ${verb}\n`;
  }

  /** What the webhook does when its policy file changes. */
  enforce(policy: string): void {
    const read = readPolicy(policy);
    if ('problems' in read)
      throw new Error(`the policy of a guide is not valid: ${JSON.stringify(read.problems)}`);
    this.webhook.policy = compilePolicy(read.policy, rules);
  }
}

interface Written {
  readonly kind: MirrorSetKind;
  readonly name: string;
  readonly key: string;
  readonly verb: string;
}

function stringsAt(value: unknown, path: readonly string[]): readonly string[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.map(String) : [];
}

/** One cause stands on the line, several get a bullet each. */
function refusalText(kind: string, name: string, response: unknown): string {
  const list = valueAt(response, ['status', 'details', 'causes']);
  const causes = (Array.isArray(list) ? list : [])
    .filter(isJsonObject)
    .map(({ field, message }) => `${String(field)}: ${String(message)}`);
  const head = `The ${kind} "${name}" is invalid: `;
  return causes.length === 1
    ? `${head}${causes[0]}\n`
    : `${head}\n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}
