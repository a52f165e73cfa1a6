import type {
  V1MutatingWebhook,
  V1MutatingWebhookConfiguration,
  V1ValidatingWebhook,
  V1ValidatingWebhookConfiguration,
} from '@kubernetes/client-node';
import type { PublishedBundle } from '../certificates/self/ports.ts';
import { type ApiConnection, patchType, unlessChanged, unlessNotFound } from './api-connection.ts';

type ConfigurationKind = 'MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration';
type WebhookConfiguration = V1MutatingWebhookConfiguration | V1ValidatingWebhookConfiguration;
type Webhook = V1MutatingWebhook | V1ValidatingWebhook;

/** Owns only the field caBundle, so other tools detect no difference in the fields that they applied. */
const fieldManager = 'mirrorguard-certificates';

/** The caBundle of one configuration, as read. */
export interface PublishedCaBundle extends PublishedBundle {
  readonly kind: ConfigurationKind;
  readonly webhooks: readonly string[];
  readonly uid: string;
  readonly version: string;
}

export interface CaBundleOptions {
  readonly api: Pick<ApiConnection, 'admission' | 'options'>;
  /** The name of both configurations. */
  readonly configuration: string;
  /** The Service that the webhooks of this installation call. */
  readonly service: { readonly name: string; readonly namespace: string };
}

/** Reads and writes caBundle in the validating and the mutating configuration of this installation. */
export class CaBundleStore {
  private readonly options: CaBundleOptions;

  constructor(options: CaBundleOptions) {
    this.options = options;
  }

  /** Existing configurations that call the Service. */
  async read(): Promise<readonly PublishedCaBundle[]> {
    const { api, configuration: name } = this.options;
    const [mutating, validating] = await Promise.all([
      unlessNotFound(api.admission.readMutatingWebhookConfiguration({ name })),
      unlessNotFound(api.admission.readValidatingWebhookConfiguration({ name })),
    ]);
    return [
      ...this.publishedIn('MutatingWebhookConfiguration', mutating),
      ...this.publishedIn('ValidatingWebhookConfiguration', validating),
    ];
  }

  /**
   * Uses server-side apply: `webhooks` is a list with the key `name`, so an entry with a name and a caBundle
   * changes only this field. The uid prevents that a deleted configuration is created again; the version
   * prevents a write to a configuration that changed since it was read.
   */
  async write(
    { kind, webhooks, uid, version }: PublishedCaBundle,
    bundlePem: string,
  ): Promise<'written' | 'conflict'> {
    const { api, configuration: name } = this.options;
    const caBundle = Buffer.from(bundlePem).toString('base64');
    const body = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      metadata: { name, uid, resourceVersion: version },
      webhooks: webhooks.map((name) => ({ name, clientConfig: { caBundle } })),
    };
    const patch = { name, body, fieldManager, force: true };
    const options = api.options({ contentType: patchType.apply });
    return await unlessChanged(
      kind === 'MutatingWebhookConfiguration'
        ? api.admission.patchMutatingWebhookConfiguration(patch, options)
        : api.admission.patchValidatingWebhookConfiguration(patch, options),
    );
  }

  private publishedIn(
    kind: ConfigurationKind,
    configuration: WebhookConfiguration | undefined,
  ): readonly PublishedCaBundle[] {
    const webhooks = (configuration?.webhooks ?? []).filter((webhook) => this.callsService(webhook));
    if (webhooks.length === 0) return [];
    const { uid, resourceVersion } = configuration?.metadata ?? {};
    return [
      {
        target: `${kind} ${JSON.stringify(this.options.configuration)}`,
        bundlePems: webhooks.map(({ clientConfig }) => decode(clientConfig.caBundle)),
        kind,
        webhooks: webhooks.map(({ name }) => name),
        uid: String(uid),
        version: String(resourceVersion),
      },
    ];
  }

  private callsService({ clientConfig }: Webhook): boolean {
    const { name, namespace } = this.options.service;
    return clientConfig.service?.name === name && clientConfig.service.namespace === namespace;
  }
}

function decode(caBundle = ''): string {
  return Buffer.from(caBundle, 'base64').toString('utf8');
}
