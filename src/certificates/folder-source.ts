import { Heartbeat } from '../watching/heartbeat.ts';
import type { CertificateSource, CertificateStatus } from './certificate-source.ts';
import { describeStatus } from './certificate-status.ts';
import { createCa, createServingCertificate } from './create-certificates.ts';
import {
  type CreatedCertificate,
  creationReason,
  type FoundPart,
  isAbsent,
  isComplete,
  type Part,
} from './created-certificate.ts';
import { conditionOfCa, conditionOfLeaf, type KeyedCertificate } from './keyed-certificate.ts';
import { isFault, readServingCertificate, type ServingCertificate } from './serving-certificate.ts';
import { StateFolder } from './state-folder.ts';

const dayMs = 24 * 60 * 60 * 1000;
const caLifeMs = 3650 * dayMs;
const leafLifeMs = 365 * dayMs;
const names: readonly string[] = ['localhost', '127.0.0.1', '::1'];
const checkIntervalMs = 60_000;

export interface FolderSourceOptions {
  readonly folder: string;
  /** Called for each CA and certificate that is created. */
  readonly onCreated?: (made: CreatedCertificate) => void;
  readonly nowMs?: () => number;
}

/**
 * A CA and a serving certificate for this machine, created on the first start and stored in a folder
 * (`ca.crt`, `ca.key`, `tls.crt`, `tls.key`). Both are renewed at two thirds of their lifetime and replaced
 * if they are invalid. If the folder is not writable, the certificate stays in memory with a warning, and the
 * next start creates another one.
 *
 * Cost: some 100 ms on the first start, some 2 ms later.
 */
export class FolderSource implements CertificateSource {
  private readonly folder: StateFolder;
  private readonly onCreated: (made: CreatedCertificate) => void;
  private readonly nowMs: () => number;
  private readonly heartbeat = new Heartbeat(() => this.check());
  /** Parts that could not be written to the folder. */
  private readonly unwritten = new Map<Part, KeyedCertificate>();
  private onChange: (certificate: ServingCertificate) => void = () => {};
  private certificate: ServingCertificate | undefined;
  private problem: string | undefined;

  constructor({ folder, onCreated = () => {}, nowMs = Date.now }: FolderSourceOptions) {
    this.folder = new StateFolder(folder);
    this.onCreated = onCreated;
    this.nowMs = nowMs;
  }

  current(): ServingCertificate | undefined {
    return this.certificate;
  }

  start(onChange: (certificate: ServingCertificate) => void): Promise<void> {
    this.onChange = onChange;
    return this.refresh();
  }

  /** Checks immediately instead of at the next interval. */
  refresh(): Promise<void> {
    return this.heartbeat.beat();
  }

  stop(): Promise<void> {
    return this.heartbeat.stop();
  }

  status(): CertificateStatus {
    return describeStatus({ certificate: this.certificate, problem: this.problem, nowMs: this.nowMs() });
  }

  private async check(): Promise<number> {
    const nowMs = this.nowMs();
    const found = { ca: await this.find('ca'), tls: await this.find('tls') };
    const isFirst = this.certificate === undefined && isAbsent(found.ca) && isAbsent(found.tls);

    const caCondition = conditionOfCa(isComplete(found.ca) ? found.ca : undefined, nowMs);
    const makeNewCa = () => createCa({ nowMs, lifeMs: caLifeMs });
    const ca =
      isComplete(found.ca) && caCondition === 'fresh'
        ? found.ca
        : await this.keep('ca', await makeNewCa(), {
            isFirst,
            reason: creationReason('ca', found.ca, caCondition),
          });

    const leafCondition = conditionOfLeaf(
      isComplete(found.tls) ? found.tls : undefined,
      [ca.certificatePem],
      names,
      nowMs,
    );
    const makeNewLeaf = () => createServingCertificate(ca, names, { nowMs, lifeMs: leafLifeMs });
    const leaf =
      isComplete(found.tls) && leafCondition === 'fresh'
        ? found.tls
        : await this.keep('tls', await makeNewLeaf(), {
            isFirst,
            reason: ca === found.ca ? creationReason('tls', found.tls, leafCondition) : 'its CA is new',
          });

    this.serve(leaf, ca);
    return checkIntervalMs;
  }

  private serve(leaf: KeyedCertificate, ca: KeyedCertificate): void {
    if (leaf.certificatePem === this.certificate?.chainPem) return;
    const certificate = readServingCertificate({
      chainPem: leaf.certificatePem,
      keyPem: leaf.keyPem,
      caPem: ca.certificatePem,
    });
    if (isFault(certificate)) throw new Error(`the new certificate ${certificate.fault}`);
    this.certificate = certificate;
    this.onChange(certificate);
  }

  private async find(part: Part): Promise<FoundPart> {
    const unwritten = this.unwritten.get(part);
    if (unwritten !== undefined) return unwritten;
    const certificatePem = await this.folder.read(`${part}.crt`);
    const keyPem = await this.folder.read(`${part}.key`);
    return {
      ...(certificatePem === undefined ? {} : { certificatePem }),
      ...(keyPem === undefined ? {} : { keyPem }),
    };
  }

  private async keep(
    part: Part,
    made: KeyedCertificate,
    why: Pick<CreatedCertificate, 'reason' | 'isFirst'>,
  ): Promise<KeyedCertificate> {
    try {
      await this.folder.write(`${part}.key`, made.keyPem);
      await this.folder.write(`${part}.crt`, made.certificatePem);
      this.unwritten.delete(part);
      if (this.unwritten.size === 0) this.problem = undefined;
    } catch (error) {
      this.unwritten.set(part, made);
      this.problem = `it could not be stored, so the next start creates another one (${messageOf(error)})`;
    }
    this.onCreated({ part, ...why, isKept: !this.unwritten.has(part) });
    return made;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
