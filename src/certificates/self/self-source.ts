import { Heartbeat } from '../../watching/heartbeat.ts';
import type { CertificateSource, CertificateStatus } from '../certificate-source.ts';
import { describeStanding } from '../certificate-status.ts';
import {
  isFault,
  isSameCertificate,
  readServingCertificate,
  type ServingCertificate,
  whyNotServed,
} from '../serving-certificate.ts';
import { isValidAt } from '../validity.ts';
import { readSecret } from './certificate-secret.ts';
import type { BundleWatch, Leadership, PublishedBundle, SecretTexts, StoredSecret } from './ports.ts';
import { Publication, trustedEverywhere } from './publication.ts';
import { RotationLeader, type RotationOptions } from './rotation-leader.ts';

export interface SelfSourceOptions extends RotationOptions {
  readonly leadership: Leadership;
  readonly bundleWatch: BundleWatch;
  /** From a webhook configuration written to the last API server that has heard of it. */
  readonly settleMs?: number;
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsedMs?: () => number;
  /** While all is well; a small part of a third of the shortest life, the time that a renewal has. */
  readonly lookEveryMs?: number;
}

const defaultLookEveryMs = 5_000;
const defaultSettleMs = 30_000;
/** While something is on its way: the first Secret, a new CA to the API servers. */
const busyPauseMs = 500;
const firstBackoffMs = 1_000;
const longestBackoffMs = 30_000;

/**
 * A CA of our own in a Secret that all replicas share. Every replica serves what is in the Secret; the one that leads renews it
 * and writes the CAs into the webhook configurations, as soon as one of them is new or was changed by others. A replica is ready
 * once an API server can have trusted it; after that, trouble with the cluster is a warning for as long as the certificate lasts:
 * a caBundle that somebody has emptied is back long before a probe sees that it was gone, and a replica that is not ready then would
 * only be missed for longer.
 *
 * Cost: three small reads every 5 s, the Lease, and two watches that are silent while nothing changes.
 */
export class SelfSource implements CertificateSource {
  private readonly options: SelfSourceOptions;
  private readonly nowMs: () => number;
  private readonly leader: RotationLeader;
  private readonly publication: Publication;
  private readonly heartbeat = new Heartbeat(() => this.look());
  private onChange: (certificate: ServingCertificate) => void = () => {};
  private certificate: ServingCertificate | undefined;
  /** Of the last look that came to its end. */
  private troubles: readonly string[] = [];
  /** Of the look that is under way. */
  private gathering: string[] = [];
  private looksInTrouble = 0;
  private hasBeenTrusted = false;

  constructor(options: SelfSourceOptions) {
    this.options = options;
    this.nowMs = options.nowMs ?? Date.now;
    this.leader = new RotationLeader(options);
    const { elapsedMs = () => performance.now(), settleMs = defaultSettleMs } = options;
    this.publication = new Publication({ elapsedMs, settleMs });
  }

  current(): ServingCertificate | undefined {
    return this.certificate;
  }

  start(onChange: (certificate: ServingCertificate) => void): Promise<void> {
    this.onChange = onChange;
    const isLookedAt = this.refresh();
    this.options.bundleWatch.start(() => this.heartbeat.nudge());
    return isLookedAt;
  }

  /** Looks now instead of at the next tick. */
  refresh(): Promise<void> {
    return this.heartbeat.beat();
  }

  async stop(): Promise<void> {
    await Promise.all([this.options.bundleWatch.stop(), this.heartbeat.stop()]);
    // Without an answer the Lease runs out by itself.
    await this.options.leadership.release().catch(() => {});
  }

  status(): CertificateStatus {
    const trouble = this.troubles.length === 0 ? undefined : this.troubles.join('; ');
    const status = describeStanding({ certificate: this.certificate, trouble, nowMs: this.nowMs() });
    if (this.certificate === undefined || this.hasBeenTrusted) return status;
    const reason = `no webhook configuration trusts the serving certificate yet, so the API server would refuse it: ${trouble ?? 'its CA is being written there'}`;
    return { ...status, state: 'failed', reason };
  }

  private async look(): Promise<number> {
    this.gathering = [];
    const published = await this.attempt(() => this.options.bundles.read());
    this.publication.observe(published);
    const stored = await this.attempt(() => this.options.secrets.read());
    const isUnderWay = stored === undefined ? false : await this.actOn(stored, published);
    if (published !== undefined) this.judgeTrust(published);

    this.troubles = this.gathering;
    this.looksInTrouble = this.troubles.length === 0 ? 0 : this.looksInTrouble + 1;
    if (this.looksInTrouble > 0)
      return Math.min(firstBackoffMs * 2 ** (this.looksInTrouble - 1), longestBackoffMs);
    return isUnderWay || this.certificate === undefined || !this.hasBeenTrusted
      ? busyPauseMs
      : (this.options.lookEveryMs ?? defaultLookEveryMs);
  }

  /** True while there is more to do soon. */
  private async actOn(
    stored: StoredSecret,
    published: readonly PublishedBundle[] | undefined,
  ): Promise<boolean> {
    if (stored.kind === 'foreign') {
      this.gathering.push(stored.why);
      return false;
    }
    const isLeader = (await this.attempt(() => this.options.leadership.acquireOrRenew())) ?? false;
    if (!isLeader) {
      if (stored.kind === 'ours') this.serve(stored.texts);
      return false;
    }
    const led = await this.attempt(() =>
      this.leader.lead({ published, publication: this.publication, stored, served: this.certificate }),
    );
    const texts = led?.texts ?? (stored.kind === 'ours' ? stored.texts : undefined);
    if (texts !== undefined) this.serve(texts);
    return led?.isUnderWay ?? false;
  }

  private serve(texts: SecretTexts): void {
    const { leaf, bundle } = readSecret(texts);
    const found = readServingCertificate(
      { chainPem: leaf?.certificatePem ?? '', keyPem: leaf?.keyPem ?? '', caPem: bundle.join('') },
      this.options.serverName,
    );
    const fault = isFault(found) ? found.fault : whyNotServed(found, this.certificate, this.nowMs());
    if (fault !== undefined)
      this.gathering.push(`tls.crt in the Secret ${fault}; the replica that leads makes a new one`);
    if (
      fault !== undefined ||
      isFault(found) ||
      isSameCertificate(found, this.certificate) ||
      this.isTooEarly(found)
    )
      return;
    this.certificate = found;
    this.onChange(found);
  }

  /** Whoever wrote the Secret: what is served well is not given up for what some API server may not trust yet. */
  private isTooEarly({ chainPem, issuer }: ServingCertificate): boolean {
    const { certificate } = this;
    if (certificate === undefined || !isValidAt(certificate, this.nowMs())) return false;
    if (certificate.chainPem === chainPem || certificate.issuer?.pem === issuer?.pem) return false;
    return issuer === undefined || !this.publication.isSettled([issuer.pem]);
  }

  private judgeTrust(published: readonly PublishedBundle[]): void {
    const issuer = this.certificate?.issuer;
    if (issuer === undefined) return;
    if (trustedEverywhere(published).includes(issuer.pem)) this.hasBeenTrusted = true;
    else if (this.hasBeenTrusted) this.gathering.push(untrusted(published, issuer.pem));
  }

  private async attempt<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.gathering.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

function untrusted(published: readonly PublishedBundle[], issuerPem: string): string {
  const targets = published
    .filter((each) => !trustedEverywhere([each]).includes(issuerPem))
    .map(({ target }) => target);
  return targets.length === 0
    ? 'there is no webhook configuration that calls this Service, so nothing is checked'
    : `caBundle of ${targets.join(' and ')} lacks the CA of the serving certificate, so the API server refuses it; the replica that leads writes it again`;
}
