import { replayReview } from '../../../src/cli/replay-review.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../../src/domain/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../../src/domain/mirror-set.ts';
import { readCluster } from '../../../src/engine/cluster.ts';
import { toFactSheet } from '../../../src/engine/fact-sheet.ts';
import { recommended } from '../../../src/policy/enforcement.ts';
import { defaultMutations, repair } from '../../../src/policy/mutations/index.ts';

/** A cluster with the webhook in front of it, as far as a guide shows one: objects are applied, and stored if they are allowed. */
export class ShownCluster {
  readonly #stored = new Map<string, JsonObject>();

  /** What kubectl prints: warnings, then the result or the refusal with its causes. */
  async apply(object: JsonObject): Promise<string> {
    const { kind } = object;
    const name = String(valueAt(object, ['metadata', 'name']));
    const key = `${String(kind)} ${name}`;
    const before = this.#stored.get(key);
    const verb = before === undefined ? 'created' : 'configured';
    if (!isMirrorSetKind(kind)) {
      this.#stored.set(key, object);
      return `${String(kind).toLowerCase()}.${String(object.apiVersion).split('/')[0]}/${name} ${verb}\n`;
    }
    const { group, version, resource } = mirrorSetKinds[kind];
    const request = {
      uid: 'guide',
      kind: { group, version, kind },
      operation: before === undefined ? 'CREATE' : 'UPDATE',
      name,
      object,
      ...(before === undefined ? {} : { oldObject: before }),
    };
    const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
    const facts = toFactSheet(readCluster(this.#stored.values()), { isStoredKnown: true, inputDocuments: [] });
    const replayed = await replayReview(new TextEncoder().encode(JSON.stringify(review)), ['mutate', 'validate'], {
      enforcement: recommended,
      mutations: defaultMutations,
      facts,
      nowMs: 0,
    });
    if ('problem' in replayed) throw new Error(`a guide applies what is no object: ${replayed.problem}`);
    const responses = replayed.answers.map((answer) => valueAt(answer.review, ['response']));
    const warnings = responses.flatMap((response) => stringsAt(response, ['warnings'])).map((text) => `Warning: ${text}\n`);
    const refusal = responses.find((response) => valueAt(response, ['allowed']) !== true);
    if (refusal !== undefined) return `${warnings.join('')}${refusalText(kind, name, refusal)}`;
    this.#stored.set(key, repair(kind, object, { enabled: defaultMutations }).object as JsonObject);
    return `${warnings.join('')}${resource.replace(/s$/, '')}.${group}/${name} ${verb}\n`;
  }
}

function stringsAt(value: unknown, path: readonly string[]): readonly string[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.map(String) : [];
}

/** One cause stands on the line, several get a bullet each. */
function refusalText(kind: string, name: string, response: unknown): string {
  const list = valueAt(response, ['status', 'details', 'causes']);
  const causes = (Array.isArray(list) ? list : []).filter(isJsonObject).map(({ field, message }) => `${String(field)}: ${String(message)}`);
  const head = `The ${kind} "${name}" is invalid: `;
  return causes.length === 1 ? `${head}${causes[0]}\n` : `${head}\n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}
