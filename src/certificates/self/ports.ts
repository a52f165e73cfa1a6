/**
 * What the `self` source asks of a cluster. Every method rejects when the cluster cannot be asked or refuses; the message is
 * shown to an admin as it is.
 */
export interface SelfPorts {
  readonly secrets: SecretStore;
  readonly bundles: BundlePublisher;
  readonly bundleWatch: BundleWatch;
  readonly leadership: Leadership;
}

/** One Secret, shared by all replicas. */
export interface SecretStore {
  read(): Promise<StoredSecret>;
  create(texts: SecretTexts): Promise<WriteResult>;
  /** @param version of the `StoredSecret` that the change was made from */
  replace(texts: SecretTexts, version: string): Promise<WriteResult>;
}

/** By key, decoded. */
export type SecretTexts = Readonly<Record<string, string>>;

export type StoredSecret =
  | { readonly kind: 'absent' }
  /** It was made by somebody else, for something else. */
  | { readonly kind: 'foreign'; readonly why: string }
  | { readonly kind: 'ours'; readonly texts: SecretTexts; readonly version: string };

/** `conflict`: somebody else was faster; what is there now has to be read again. */
export type WriteResult = 'written' | 'conflict';

/** The caBundle of the webhook configurations that call us. */
export interface BundlePublisher {
  /** Those that exist. */
  read(): Promise<readonly PublishedBundle[]>;
  /** Rejects nothing silently: where the configuration is another one than was read, nothing is written and the result is `conflict`. */
  write(published: PublishedBundle, bundlePem: string): Promise<WriteResult>;
}

/** Hears of changes of the webhook configurations as they happen. One that hears nothing does no harm: they are looked at now and then. */
export interface BundleWatch {
  start(onChange: () => void): void;
  stop(): Promise<void>;
}

export interface PublishedBundle {
  /** For messages: `ValidatingWebhookConfiguration "mirrorguard"`. */
  readonly target: string;
  /** PEM, one for each webhook of ours in it; empty where there is none yet. */
  readonly bundlePems: readonly string[];
}

export interface Leadership {
  /** Takes or keeps the lead where it can be had. True: nobody else has it for some seconds from now. */
  acquireOrRenew(): Promise<boolean>;
  /** Lets another replica lead at once. */
  release(): Promise<void>;
}
