import type { ServingCertificate } from '../serving-certificate.ts';
import { newRsaKeyPair } from '../sign-certificate.ts';
import { carryOut } from './carry-out.ts';
import { readSecret, writeSecret } from './certificate-secret.ts';
import type { PublishedBundle, SecretTexts, SelfPorts, StoredSecret } from './ports.ts';
import { isUpToDate, Publication } from './publication.ts';
import { keepServed, nextStep, type Step } from './rotation.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface RotationOptions extends Pick<SelfPorts, 'secrets' | 'bundles'> {
  /** `<service>.<namespace>.svc`: what the API server looks for. */
  readonly serverName: string;
  readonly caLifeMs?: number;
  readonly leafLifeMs?: number;
  /** From a webhook configuration written to the last API server that has heard of it. */
  readonly settleMs?: number;
  readonly nowMs?: () => number;
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsedMs?: () => number;
  readonly newKeyPair?: typeof newRsaKeyPair;
  /** Told of each step that was written to the Secret. */
  readonly onStep?: (step: Step['kind']) => void;
}

export interface Seen {
  /** Read before the Secret, so that a bundle from an older Secret never overwrites that of a newer one. */
  readonly published: readonly PublishedBundle[];
  readonly stored: Exclude<StoredSecret, { readonly kind: 'foreign' }>;
  /** By this replica. */
  readonly served: ServingCertificate | undefined;
}

export interface Led {
  /** What is in the Secret now; undefined where somebody else has just written it. */
  readonly texts: SecretTexts | undefined;
  /** There is more to do soon. */
  readonly isUnderWay: boolean;
}

/** What the replica does that leads: one step of a rotation at a time, and the webhook configurations kept up to date. */
export class RotationLeader {
  private readonly options: Required<RotationOptions>;
  private readonly publication: Publication;

  constructor(options: RotationOptions) {
    this.options = {
      caLifeMs: 365 * dayMs,
      leafLifeMs: 90 * dayMs,
      settleMs: 30_000,
      nowMs: Date.now,
      elapsedMs: () => performance.now(),
      newKeyPair: newRsaKeyPair,
      onStep: () => {},
      ...options,
    };
    this.publication = new Publication(this.options);
  }

  /** Rejects when the cluster refuses. Every step leaves things as they may stay, so it does not matter where it ends. */
  async lead({ published, stored, served }: Seen): Promise<Led> {
    const written = await this.renew(published, stored, served);
    if (written === 'conflict') return { texts: undefined, isUnderWay: true };

    const { bundle, nextCa } = readSecret(written.texts);
    const outdated = published.filter((each) => !isUpToDate(each, bundle));
    for (const each of outdated) await this.options.bundles.write(each, bundle.join(''));
    return { texts: written.texts, isUnderWay: written.isNew || outdated.length > 0 || nextCa !== undefined };
  }

  private async renew(
    published: Seen['published'],
    stored: Seen['stored'],
    served: Seen['served'],
  ): Promise<'conflict' | { readonly texts: SecretTexts; readonly isNew: boolean }> {
    const { serverName, secrets, onStep } = this.options;
    const names = [serverName];
    const nowMs = this.options.nowMs();
    const secret = keepServed(stored.kind === 'ours' ? readSecret(stored.texts) : { bundle: [] }, served, names, nowMs);
    const step = nextStep({ secret, names, nowMs, isSettled: this.publication.isSettled(published, secret.bundle) });
    const renewed = await carryOut(step, secret, { ...this.options, names, nowMs });
    if (renewed === undefined) return { texts: stored.kind === 'ours' ? stored.texts : {}, isNew: false };

    const texts = writeSecret(renewed);
    const result = stored.kind === 'ours' ? await secrets.replace(texts, stored.version) : await secrets.create(texts);
    if (result === 'conflict') return result;
    onStep(step.kind);
    return { texts, isNew: true };
  }
}
