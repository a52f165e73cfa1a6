import { fieldOf, type Json, valueAt } from '../model/json.ts';
import type { ApiCall, ApiClient } from './api-connection.ts';
import { refusal } from './refusal.ts';

const configurations = {
  MutatingWebhookConfiguration: 'mutatingwebhookconfigurations',
  ValidatingWebhookConfiguration: 'validatingwebhookconfigurations',
} as const;

type ConfigurationKind = keyof typeof configurations;

/** Owns caBundle and nothing else, so that no other tool sees a difference in what it wrote itself. */
const fieldManager = 'mirrorguard-certificates';

/** The caBundle of one configuration, as it was read. */
export interface PublishedCaBundle {
  readonly target: string;
  /** PEM, one for each webhook of ours; empty where there is none yet. */
  readonly bundlePems: readonly string[];
  readonly kind: ConfigurationKind;
  readonly webhooks: readonly string[];
  readonly uid: string;
  readonly version: string;
}

export interface CaBundleOptions {
  readonly api: ApiClient;
  /** Name of both configurations. */
  readonly configuration: string;
  /** Whom a webhook must call to be one of ours. */
  readonly service: { readonly name: string; readonly namespace: string };
}

/** Reads and writes the caBundle of our webhooks, in the validating and the mutating configuration. */
export class CaBundleStore {
  private readonly api: ApiClient;
  private readonly configuration: string;
  private readonly service: CaBundleOptions['service'];

  constructor({ api, configuration, service }: CaBundleOptions) {
    this.api = api;
    this.configuration = configuration;
    this.service = service;
  }

  /** Of the configurations that exist and call us. Rejects where the API server does not answer or refuses. */
  async read(): Promise<readonly PublishedCaBundle[]> {
    const found = await Promise.all([
      this.readOne('MutatingWebhookConfiguration'),
      this.readOne('ValidatingWebhookConfiguration'),
    ]);
    return found.filter((each) => each !== undefined);
  }

  /**
   * By server-side apply: `webhooks` is a list keyed by name, so an entry of a name and a caBundle changes that one field. The
   * uid keeps it from creating a configuration that was removed meanwhile, the version from changing one that was not read.
   */
  async write(
    { kind, webhooks, uid, version }: PublishedCaBundle,
    bundlePem: string,
  ): Promise<'written' | 'conflict'> {
    const caBundle = Buffer.from(bundlePem).toString('base64');
    const call: ApiCall = {
      method: 'PATCH',
      path: `${this.pathOf(kind)}?fieldManager=${fieldManager}&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind,
        metadata: { name: this.configuration, uid, resourceVersion: version },
        webhooks: webhooks.map((name) => ({ name, clientConfig: { caBundle } })),
      },
    };
    const answer = await this.api(call);
    if (answer.status === 200) return 'written';
    if (answer.status === 409 || answer.status === 404) return 'conflict';
    throw refusal(call, answer);
  }

  private async readOne(kind: ConfigurationKind): Promise<PublishedCaBundle | undefined> {
    const call: ApiCall = { method: 'GET', path: this.pathOf(kind) };
    const answer = await this.api(call);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refusal(call, answer);

    const { body } = answer;
    const listed = fieldOf(body, 'webhooks');
    const ours = Array.isArray(listed) ? listed.filter((webhook) => this.callsUs(webhook)) : [];
    if (ours.length === 0) return undefined;
    return {
      target: `${kind} ${JSON.stringify(this.configuration)}`,
      bundlePems: ours.map((webhook) => decode(valueAt(webhook, ['clientConfig', 'caBundle']))),
      kind,
      webhooks: ours.map((webhook) => String(fieldOf(webhook, 'name'))),
      uid: String(valueAt(body, ['metadata', 'uid'])),
      version: String(valueAt(body, ['metadata', 'resourceVersion'])),
    };
  }

  private callsUs(webhook: Json): boolean {
    const service = valueAt(webhook, ['clientConfig', 'service']);
    return (
      fieldOf(service, 'name') === this.service.name &&
      fieldOf(service, 'namespace') === this.service.namespace
    );
  }

  private pathOf(kind: ConfigurationKind): string {
    return `/apis/admissionregistration.k8s.io/v1/${configurations[kind]}/${this.configuration}`;
  }
}

function decode(caBundle: Json | undefined): string {
  return typeof caBundle === 'string' ? Buffer.from(caBundle, 'base64').toString('utf8') : '';
}
