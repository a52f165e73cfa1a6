import { Heartbeat } from '../../watching/heartbeat.ts';
import type { CertificateSource, CertificateStatus } from './certificate-source.ts';
import { describeStanding } from './certificate-status.ts';
import { conditionOfCa, conditionOfLeaf, type KeyedCertificate } from './keyed-certificate.ts';
import { makeCa, makeServingCertificate } from './make-certificates.ts';
import { isFault, readServingCertificate, type ServingCertificate } from './serving-certificate.ts';
import { StateFolder } from './state-folder.ts';

const dayMs = 24 * 60 * 60 * 1000;
const caLifeMs = 3650 * dayMs;
const leafLifeMs = 365 * dayMs;
const names: readonly string[] = ['localhost', '127.0.0.1', '::1'];
const lookEveryMs = 60_000;

export interface FolderSourceOptions {
  readonly folder: string;
  readonly nowMs?: () => number;
}

type Part = 'ca' | 'tls';

/**
 * A CA and a serving certificate for this machine, made on the first start and kept in a folder (`ca.crt`, `ca.key`, `tls.crt`,
 * `tls.key`). Both are renewed at two thirds of their life and remade when they are broken. A folder that cannot be written is
 * a warning: the certificate lives in memory then, and the next start makes another one.
 *
 * Cost: some 100 ms on the first start, some 2 ms later.
 */
export class FolderSource implements CertificateSource {
  private readonly folder: StateFolder;
  private readonly nowMs: () => number;
  private readonly heartbeat = new Heartbeat(() => this.look());
  /** What could not be written to the folder. */
  private readonly unwritten = new Map<Part, KeyedCertificate>();
  private onChange: (certificate: ServingCertificate) => void = () => {};
  private certificate: ServingCertificate | undefined;
  private trouble: string | undefined;

  constructor({ folder, nowMs = Date.now }: FolderSourceOptions) {
    this.folder = new StateFolder(folder);
    this.nowMs = nowMs;
  }

  current(): ServingCertificate | undefined {
    return this.certificate;
  }

  start(onChange: (certificate: ServingCertificate) => void): Promise<void> {
    this.onChange = onChange;
    return this.refresh();
  }

  /** Looks now instead of at the next tick. */
  refresh(): Promise<void> {
    return this.heartbeat.beat();
  }

  stop(): Promise<void> {
    return this.heartbeat.stop();
  }

  status(): CertificateStatus {
    return describeStanding({ certificate: this.certificate, trouble: this.trouble, nowMs: this.nowMs() });
  }

  private async look(): Promise<number> {
    const nowMs = this.nowMs();
    const keptCa = await this.kept('ca');
    const ca =
      keptCa !== undefined && conditionOfCa(keptCa, nowMs) === 'fresh'
        ? keptCa
        : await this.keep('ca', await makeCa({ nowMs, lifeMs: caLifeMs }));

    const keptLeaf = await this.kept('tls');
    const leaf =
      keptLeaf !== undefined && conditionOfLeaf(keptLeaf, [ca.certificatePem], names, nowMs) === 'fresh'
        ? keptLeaf
        : await this.keep('tls', await makeServingCertificate(ca, names, { nowMs, lifeMs: leafLifeMs }));

    this.serve(leaf, ca);
    return lookEveryMs;
  }

  private serve(leaf: KeyedCertificate, ca: KeyedCertificate): void {
    if (leaf.certificatePem === this.certificate?.chainPem) return;
    const certificate = readServingCertificate({ chainPem: leaf.certificatePem, keyPem: leaf.keyPem, caPem: ca.certificatePem });
    if (isFault(certificate)) throw new Error(`the certificate that was just checked ${certificate.fault}`);
    this.certificate = certificate;
    this.onChange(certificate);
  }

  private async kept(part: Part): Promise<KeyedCertificate | undefined> {
    const unwritten = this.unwritten.get(part);
    if (unwritten !== undefined) return unwritten;
    const certificatePem = await this.folder.read(`${part}.crt`);
    const keyPem = await this.folder.read(`${part}.key`);
    return certificatePem === undefined || keyPem === undefined ? undefined : { certificatePem, keyPem };
  }

  private async keep(part: Part, made: KeyedCertificate): Promise<KeyedCertificate> {
    try {
      await this.folder.write(`${part}.key`, made.keyPem);
      await this.folder.write(`${part}.crt`, made.certificatePem);
      this.unwritten.delete(part);
      if (this.unwritten.size === 0) this.trouble = undefined;
    } catch (error) {
      this.unwritten.set(part, made);
      this.trouble = `it could not be kept, so the next start makes another one (${error instanceof Error ? error.message : String(error)})`;
    }
    return made;
  }
}
