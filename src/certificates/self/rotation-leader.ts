import { splitPem } from '../pem.ts';
import type { ServingCertificate } from '../serving-certificate.ts';
import { newRsaKeyPair } from '../sign-certificate.ts';
import { applyStep } from './apply-step.ts';
import { type CertificateSecret, readSecret, writeSecret } from './certificate-secret.ts';
import type { PublishedBundle, SecretTexts, SelfPorts, StoredSecret } from './ports.ts';
import { isUpToDate, type Publication } from './publication.ts';
import { nextStep, restoreServed, type Step } from './rotation.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface RotationOptions extends Pick<SelfPorts, 'secrets' | 'bundles'> {
  /** `<service>.<namespace>.svc`, the name that the API server verifies. */
  readonly serverName: string;
  readonly caLifeMs?: number;
  readonly leafLifeMs?: number;
  readonly nowMs?: () => number;
  readonly newKeyPair?: typeof newRsaKeyPair;
  /** Called after each step that was written to the Secret. */
  readonly onStep?: (step: Step['kind']) => void;
}

export interface RotationState {
  /**
   * Read before the Secret, so the bundle of an older Secret never overwrites that of a newer one. Undefined
   * if it could not be read.
   */
  readonly published: readonly PublishedBundle[] | undefined;
  readonly stored: Exclude<StoredSecret, { readonly kind: 'foreign' }>;
  readonly publication: Publication;
  /** The certificate that this replica serves. */
  readonly served: ServingCertificate | undefined;
}

export interface RotationResult {
  /** The current content of the Secret; undefined if another client just wrote it. */
  readonly texts: SecretTexts | undefined;
  /** Whether more steps are pending. */
  readonly isUnderWay: boolean;
}

/** The tasks of the leader: one step of a rotation at a time, and updates of the webhook configurations. */
export class RotationLeader {
  private readonly options: Required<RotationOptions>;

  constructor(options: RotationOptions) {
    this.options = {
      caLifeMs: 365 * dayMs,
      leafLifeMs: 90 * dayMs,
      nowMs: Date.now,
      newKeyPair: newRsaKeyPair,
      onStep: () => {},
      ...options,
    };
  }

  /**
   * Rejects if the API server returns an error. Every step results in a consistent state, so the rotation can
   * stop after any step.
   */
  async lead(state: RotationState): Promise<RotationResult> {
    const kept = retainTrusted(state);
    const written = kept === undefined ? 'nothing' : await this.renew(state, kept);
    if (written === 'nothing' || written === 'conflict') return { texts: undefined, isUnderWay: true };

    const { bundle, nextCa } = readSecret(written.texts);
    const outdated = (state.published ?? []).filter((each) => !isUpToDate(each, bundle));
    await Promise.all(outdated.map((each) => this.options.bundles.write(each, bundle.join(''))));
    return { texts: written.texts, isUnderWay: written.isNew || outdated.length > 0 || nextCa !== undefined };
  }

  private async renew(
    { stored, publication, served }: RotationState,
    kept: CertificateSecret,
  ): Promise<'conflict' | { readonly texts: SecretTexts; readonly isNew: boolean }> {
    const { secrets, onStep, serverName } = this.options;
    const names = [serverName];
    const nowMs = this.options.nowMs();
    const secret = restoreServed(kept, served, names, nowMs);
    const next = nextStep({ secret, names, nowMs, isSettled: publication.isSettled(secret.bundle) });
    // The Secret must contain the CAs found in the configurations, because its bundle is published.
    const hasGrown = stored.kind === 'ours' && secret.bundle.length > readSecret(stored.texts).bundle.length;
    const step: Step =
      next.kind === 'rest' && hasGrown ? { kind: 'correct-bundle', bundle: secret.bundle } : next;
    const renewed = await applyStep(step, secret, { ...this.options, names, nowMs });
    if (renewed === undefined) return { texts: stored.kind === 'ours' ? stored.texts : {}, isNew: false };

    const texts = writeSecret(renewed);
    const result =
      stored.kind === 'ours' ? await secrets.replace(texts, stored.version) : await secrets.create(texts);
    if (result === 'conflict') return result;
    onStep(step.kind);
    return { texts, isNew: true };
  }
}

/**
 * The content of the Secret. The currently published CAs are added if its bundle is lost or if no API server
 * trusts a CA of it. Other replicas or pods of a previous certificate mode can serve certificates signed by
 * these CAs. The Secret can be older than the published bundle, because it is retained while another mode is
 * active. Undefined if the bundle is lost and the published one is unknown, because no API server would trust
 * a new CA.
 */
function retainTrusted({ stored, published }: RotationState): CertificateSecret | undefined {
  const secret = readSecret(stored.kind === 'ours' ? stored.texts : {});
  const trusted = published?.flatMap(({ bundlePems }) => bundlePems.flatMap(splitPem));
  if (trusted === undefined) return secret.bundle.length > 0 ? secret : undefined;
  if (secret.bundle.some((ca) => trusted.includes(ca))) return secret;
  return { ...secret, bundle: [...new Set([...secret.bundle, ...trusted])] };
}
