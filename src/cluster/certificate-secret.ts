import type { V1ObjectMeta, V1Secret } from '@kubernetes/client-node';
import type { SecretStore, SecretTexts, StoredSecret, WriteResult } from '../certificates/self/ports.ts';
import { type ApiConnection, unlessChanged, unlessConflict, unlessNotFound } from './api-connection.ts';

/** Marks the Secrets of mirrorguard; the type of a Secret is immutable. */
export const secretType = 'mirrorguard/certificates';

export interface CertificateSecretOptions {
  readonly api: Pick<ApiConnection, 'core'>;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The Secret in which the replicas share their CA. A Secret of this name that mirrorguard did not create is
 * never written. Every write replaces the version that was read; if two replicas write at the same time, one
 * of them gets `conflict`.
 */
export class CertificateSecretStore implements SecretStore {
  private readonly api: CertificateSecretOptions['api'];
  private readonly target: { readonly namespace: string; readonly name: string };
  /** The metadata of the last read. Labels, annotations and owners that other clients added are retained. */
  private metadata: V1ObjectMeta = {};

  constructor({ api, namespace, name }: CertificateSecretOptions) {
    this.api = api;
    this.target = { namespace, name };
  }

  async read(): Promise<StoredSecret> {
    const secret = await unlessNotFound(this.api.core.readNamespacedSecret(this.target));
    if (secret === undefined) return { kind: 'absent' };
    const { type, metadata = {}, data = {} } = secret;
    if (type !== secretType) return { kind: 'foreign', why: this.explainForeign(type) };
    this.metadata = metadata;
    const texts = mapValues(data, (value) => Buffer.from(value, 'base64').toString('utf8'));
    return { kind: 'ours', texts, version: String(metadata.resourceVersion) };
  }

  create(texts: SecretTexts): Promise<WriteResult> {
    const labels = { 'app.kubernetes.io/name': 'mirrorguard', 'app.kubernetes.io/managed-by': 'mirrorguard' };
    const { namespace } = this.target;
    return unlessConflict(
      this.api.core.createNamespacedSecret({ namespace, body: this.secret({ labels }, texts) }),
    );
  }

  replace(texts: SecretTexts, version: string): Promise<WriteResult> {
    const { managedFields: _, ...metadata } = this.metadata;
    const body = this.secret({ ...metadata, resourceVersion: version }, texts);
    return unlessChanged(this.api.core.replaceNamespacedSecret({ ...this.target, body }));
  }

  private secret(metadata: V1ObjectMeta, texts: SecretTexts): V1Secret {
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      type: secretType,
      metadata: { ...metadata, ...this.target },
      data: mapValues(texts, (text) => Buffer.from(text).toString('base64')),
    };
  }

  private explainForeign(type: string | undefined): string {
    const { namespace, name } = this.target;
    return (
      `Secret ${namespace}/${name} was not created by mirrorguard: its type is ${JSON.stringify(type)}, ` +
      `not ${secretType}. Set --ca-secret to another name, or delete the Secret`
    );
  }
}

function mapValues(texts: SecretTexts, convert: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, convert(text)]));
}
