import { Heartbeat } from '../../watching/heartbeat.ts';
import type { CertificateSource, CertificateStatus } from '../certificate-source.ts';
import { describeStatus } from '../certificate-status.ts';
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
  /** The time between a write of a webhook configuration and its arrival at every API server. */
  readonly settleMs?: number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsedMs?: () => number;
  /**
   * Interval without problems. Must be much shorter than a third of the shortest lifetime, which is the time
   * for a renewal.
   */
  readonly checkIntervalMs?: number;
}

const defaultCheckIntervalMs = 5_000;
const defaultSettleMs = 30_000;
/** Interval while a step is pending: the first Secret, the publication of a new CA. */
const busyPauseMs = 500;
const firstBackoffMs = 1_000;
const maxBackoffMs = 30_000;

/**
 * A CA in a Secret that all replicas share. Every replica serves the certificate of the Secret. The leader
 * renews it, and writes the CAs to the webhook configurations whenever a configuration is created or changed.
 * A replica becomes ready when the configurations trust its certificate. Later problems are warnings while
 * the certificate is valid: the leader restores an emptied caBundle before the next probe, so removing the
 * replica from the Service would only extend the outage.
 * Cost: three small reads every 5 s, the Lease, and two watches.
 */
export class SelfSource implements CertificateSource {
  private readonly options: SelfSourceOptions;
  private readonly nowMs: () => number;
  private readonly leader: RotationLeader;
  private readonly publication: Publication;
  private readonly heartbeat = new Heartbeat(() => this.check());
  private onChange: (certificate: ServingCertificate) => void = () => {};
  private certificate: ServingCertificate | undefined;
  /** Problems of the last completed check. */
  private problems: readonly string[] = [];
  /** Problems of the running check. */
  private currentProblems: string[] = [];
  private failedChecks = 0;
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
    const firstCheck = this.refresh();
    this.options.bundleWatch.start(() => this.heartbeat.nudge());
    return firstCheck;
  }

  /** Checks immediately instead of at the next interval. */
  refresh(): Promise<void> {
    return this.heartbeat.beat();
  }

  async stop(): Promise<void> {
    await Promise.all([this.options.bundleWatch.stop(), this.heartbeat.stop()]);
    // If the call fails, the Lease expires.
    await this.options.leadership.release().catch(() => {});
  }

  status(): CertificateStatus {
    const problem = this.problems.length === 0 ? undefined : this.problems.join('; ');
    const status = describeStatus({ certificate: this.certificate, problem, nowMs: this.nowMs() });
    if (this.certificate === undefined || this.hasBeenTrusted) return status;
    const reason =
      'no webhook configuration trusts the serving certificate yet, so the API server would reject it: ' +
      (problem ?? 'its CA is being published');
    return { ...status, state: 'failed', reason };
  }

  private async check(): Promise<number> {
    this.currentProblems = [];
    const published = await this.attempt(() => this.options.bundles.read());
    this.publication.observe(published);
    const stored = await this.attempt(() => this.options.secrets.read());
    const isUnderWay = stored === undefined ? false : await this.reconcile(stored, published);
    if (published !== undefined) this.checkTrust(published);

    this.problems = this.currentProblems;
    this.failedChecks = this.problems.length === 0 ? 0 : this.failedChecks + 1;
    if (this.failedChecks > 0) return Math.min(firstBackoffMs * 2 ** (this.failedChecks - 1), maxBackoffMs);
    return isUnderWay || this.certificate === undefined || !this.hasBeenTrusted
      ? busyPauseMs
      : (this.options.checkIntervalMs ?? defaultCheckIntervalMs);
  }

  /** Resolves to true while more steps are pending. */
  private async reconcile(
    stored: StoredSecret,
    published: readonly PublishedBundle[] | undefined,
  ): Promise<boolean> {
    if (stored.kind === 'foreign') {
      this.currentProblems.push(stored.why);
      return false;
    }
    const isLeader = (await this.attempt(() => this.options.leadership.acquireOrRenew())) ?? false;
    if (!isLeader) {
      if (stored.kind === 'ours') this.serve(stored.texts);
      return false;
    }
    const result = await this.attempt(() =>
      this.leader.lead({ published, publication: this.publication, stored, served: this.certificate }),
    );
    const texts = result?.texts ?? (stored.kind === 'ours' ? stored.texts : undefined);
    if (texts !== undefined) this.serve(texts);
    return result?.isUnderWay ?? false;
  }

  private serve(texts: SecretTexts): void {
    const { leaf, bundle } = readSecret(texts);
    const found = readServingCertificate(
      { chainPem: leaf?.certificatePem ?? '', keyPem: leaf?.keyPem ?? '', caPem: bundle.join('') },
      this.options.serverName,
    );
    const fault = isFault(found) ? found.fault : whyNotServed(found, this.certificate, this.nowMs());
    if (fault !== undefined)
      this.currentProblems.push(`tls.crt in the Secret ${fault}; the leader creates a new one`);
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

  /** A valid certificate must not be replaced by one that some API servers may not trust yet. */
  private isTooEarly({ chainPem, issuer }: ServingCertificate): boolean {
    const { certificate } = this;
    if (certificate === undefined || !isValidAt(certificate, this.nowMs())) return false;
    if (certificate.chainPem === chainPem || certificate.issuer?.pem === issuer?.pem) return false;
    return issuer === undefined || !this.publication.isSettled([issuer.pem]);
  }

  private checkTrust(published: readonly PublishedBundle[]): void {
    const issuer = this.certificate?.issuer;
    if (issuer === undefined) return;
    if (trustedEverywhere(published).includes(issuer.pem)) this.hasBeenTrusted = true;
    else if (this.hasBeenTrusted) this.currentProblems.push(untrusted(published, issuer.pem));
  }

  private async attempt<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await call();
    } catch (error) {
      this.currentProblems.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

function untrusted(published: readonly PublishedBundle[], issuerPem: string): string {
  const targets = published
    .filter((each) => !trustedEverywhere([each]).includes(issuerPem))
    .map(({ target }) => target);
  return targets.length === 0
    ? 'no webhook configuration calls this Service, so no write is checked'
    : `caBundle of ${targets.join(' and ')} lacks the CA of the serving certificate, ` +
        'so the API server rejects it; the leader writes it again';
}
