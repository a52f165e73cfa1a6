import { readPolicy } from '../../../src/config/policy-file/read-policy.ts';
import { readCluster } from '../../../src/engine/cluster.ts';
import { toClusterFacts } from '../../../src/engine/cluster-facts.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../../src/model/json.ts';
import { isMirrorSetKind, type MirrorSetKind, mirrorSetKinds } from '../../../src/model/mirror-set.ts';
import { compilePolicy } from '../../../src/policy/policy.ts';
import type { Requester } from '../../../src/policy/requester.ts';
import { rules } from '../../../src/rules/index.ts';
import { mutateObject } from '../../../src/rules/mutations/index.ts';
import { ShownWebhook } from './shown-webhook.ts';

/** The simulated cluster of a guide: applies objects through the webhook and stores the allowed ones. */
export class ShownCluster {
  readonly webhook = new ShownWebhook();
  readonly #stored = new Map<string, JsonObject>();
  #requests = 0;

  /** The output of kubectl: warnings, then the result or the denial with its causes. */
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
      uid: `guide-${++this.#requests}`,
      kind: { group, version, kind },
      operation: before === undefined ? 'CREATE' : 'UPDATE',
      name,
      userInfo: { username, groups },
      ...(before === undefined ? {} : { oldObject: before }),
    };
    const facts = toClusterFacts(readCluster(this.#stored.values()), {
      inputDocuments: [],
    });
    const mutated = mutateObject(kind, object, { enabled: this.webhook.policy.mutations })
      .object as JsonObject;
    const first = this.webhook.ask('mutate', { ...request, object }, facts);
    const isDenied = valueAt(first, ['allowed']) !== true;
    const responses = isDenied
      ? [first]
      : [first, this.webhook.ask('validate', { ...request, object: mutated }, facts)];
    const warnings = responses
      .flatMap((response) => stringsAt(response, ['warnings']))
      .map((text) => `Warning: ${text}\n`);
    const denial = responses.find((response) => valueAt(response, ['allowed']) !== true);
    if (denial !== undefined) return `${warnings.join('')}${denialText(kind, name, denial)}`;
    this.#stored.set(key, mutated);
    return `${warnings.join('')}${resource.replace(/s$/, '')}.${group}/${name} ${verb}\n`;
  }

  /** Applies a changed policy file like the webhook. */
  enforce(policy: string): void {
    const read = readPolicy(policy);
    if ('problems' in read)
      throw new Error(`the policy of a guide is invalid: ${JSON.stringify(read.problems)}`);
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

/** kubectl prints a single cause on the same line, and several causes as bullets. */
function denialText(kind: string, name: string, response: unknown): string {
  const list = valueAt(response, ['status', 'details', 'causes']);
  const causes = (Array.isArray(list) ? list : [])
    .filter(isJsonObject)
    .map(({ field, message }) => `${String(field)}: ${String(message)}`);
  const head = `The ${kind} "${name}" is invalid: `;
  return causes.length === 1
    ? `${head}${causes[0]}\n`
    : `${head}\n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}
