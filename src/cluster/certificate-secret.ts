import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../model/json.ts';
import type { ApiCall, ApiClient } from './api-connection.ts';
import { refusal } from './refusal.ts';

/** Says whose the Secret is; the type of a Secret cannot be changed. */
export const secretType = 'mirrorguard/certificates';

type Read =
  | { readonly kind: 'absent' }
  | { readonly kind: 'foreign'; readonly why: string }
  | { readonly kind: 'ours'; readonly texts: Readonly<Record<string, string>>; readonly version: string };

type Written = 'written' | 'conflict';

export interface CertificateSecretOptions {
  readonly api: ApiClient;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The Secret that the replicas share their CA in. One of the same name that mirrorguard did not make is left alone. Every write
 * is of a whole version that was read, so that of two writers one is told `conflict`.
 */
export class CertificateSecretStore {
  private readonly api: ApiClient;
  private readonly namespace: string;
  private readonly name: string;
  private readonly collection: string;
  /** As it was read last: labels, annotations and owners that others have added stay. */
  private metadata: JsonObject = {};

  constructor({ api, namespace, name }: CertificateSecretOptions) {
    this.api = api;
    this.namespace = namespace;
    this.name = name;
    this.collection = `/api/v1/namespaces/${namespace}/secrets`;
  }

  /** Rejects where the API server does not answer or refuses. */
  async read(): Promise<Read> {
    const call: ApiCall = { method: 'GET', path: `${this.collection}/${this.name}` };
    const answer = await this.api(call);
    if (answer.status === 404) return { kind: 'absent' };
    if (answer.status !== 200) throw refusal(call, answer);

    const { body } = answer;
    const type = fieldOf(body, 'type');
    if (type !== secretType) return { kind: 'foreign', why: this.explainForeign(String(type)) };
    const metadata = fieldOf(body, 'metadata');
    this.metadata = isJsonObject(metadata) ? metadata : {};
    return {
      kind: 'ours',
      texts: decode(fieldOf(body, 'data')),
      version: String(valueAt(body, ['metadata', 'resourceVersion'])),
    };
  }

  create(texts: Readonly<Record<string, string>>): Promise<Written> {
    const labels = { 'app.kubernetes.io/name': 'mirrorguard', 'app.kubernetes.io/managed-by': 'mirrorguard' };
    return this.write({ method: 'POST', path: this.collection, body: this.secret({ labels }, texts) });
  }

  replace(texts: Readonly<Record<string, string>>, version: string): Promise<Written> {
    const { managedFields: _, ...metadata } = this.metadata;
    const body = this.secret({ ...metadata, resourceVersion: version }, texts);
    return this.write({ method: 'PUT', path: `${this.collection}/${this.name}`, body });
  }

  private async write(call: ApiCall): Promise<Written> {
    const answer = await this.api(call);
    if (answer.status === 200 || answer.status === 201) return 'written';
    // 404: it was deleted since it was read.
    if (answer.status === 409 || (answer.status === 404 && call.method === 'PUT')) return 'conflict';
    throw refusal(call, answer);
  }

  private secret(metadata: JsonObject, texts: Readonly<Record<string, string>>) {
    const data = Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    );
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      type: secretType,
      metadata: { ...metadata, name: this.name, namespace: this.namespace },
      data,
    };
  }

  private explainForeign(type: string): string {
    return `Secret ${this.namespace}/${this.name} was not made by mirrorguard (its type is ${JSON.stringify(type)}, not ${secretType}) and is left alone: give --ca-secret another name, or delete the Secret`;
  }
}

function decode(data: unknown): Readonly<Record<string, string>> {
  if (!isJsonObject(data)) return {};
  const decoded = Object.entries(data).map(([key, value]) => [
    key,
    Buffer.from(String(value), 'base64').toString('utf8'),
  ]);
  return Object.fromEntries(decoded) as Record<string, string>;
}
