/**
 * The cluster operations of the `self` source. Every method rejects if the API server is unreachable or
 * returns an error; the message is shown to administrators.
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
  /** @param version of the `StoredSecret` that the change is based on */
  replace(texts: SecretTexts, version: string): Promise<WriteResult>;
}

/** Decoded values by key. */
export type SecretTexts = Readonly<Record<string, string>>;

export type StoredSecret =
  | { readonly kind: 'absent' }
  /** Created by another client for another purpose. */
  | { readonly kind: 'foreign'; readonly why: string }
  | { readonly kind: 'ours'; readonly texts: SecretTexts; readonly version: string };

/** `conflict`: another client wrote first; read again. */
export type WriteResult = 'written' | 'conflict';

/** The caBundle of the webhook configurations that call this Service. */
export interface BundlePublisher {
  /** Configurations that exist. */
  read(): Promise<readonly PublishedBundle[]>;
  /** Returns `conflict` without writing if the configuration was changed or replaced since it was read. */
  write(published: PublishedBundle, bundlePem: string): Promise<WriteResult>;
}

/**
 * Reports changes of the webhook configurations immediately. A missed change is detected at the next
 * interval.
 */
export interface BundleWatch {
  start(onChange: () => void): void;
  stop(): Promise<void>;
}

export interface PublishedBundle {
  /** The name in messages: `ValidatingWebhookConfiguration "mirrorguard"`. */
  readonly target: string;
  /** PEM, one element for each webhook of this installation; empty without a caBundle. */
  readonly bundlePems: readonly string[];
}

export interface Leadership {
  /** Resolves to true if this replica is the leader for the next seconds. */
  acquireOrRenew(): Promise<boolean>;
  /** Lets another replica become the leader immediately. */
  release(): Promise<void>;
}
