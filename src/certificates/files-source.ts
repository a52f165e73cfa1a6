import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DirectoryWatch } from '../watching/directory-watch.ts';
import { Heartbeat } from '../watching/heartbeat.ts';
import type { CertificateSource, CertificateStatus } from './certificate-source.ts';
import { describeStatus } from './certificate-status.ts';
import {
  type CertificateFault,
  isFault,
  isSameCertificate,
  readServingCertificate,
  type ServingCertificate,
  whyNotServed,
} from './serving-certificate.ts';

const pollMs = 10_000;
/** Interval while the files do not match, because another process can be replacing them one by one. */
const pollWhileFaultyMs = 1_000;

export interface FilesSourceOptions {
  /** Contains `tls.crt`, `tls.key` and optionally `ca.crt`, as a mounted Secret of type kubernetes.io/tls. */
  readonly directory: string;
  /** The name that clients verify, if known: `<service>.<namespace>.svc`. */
  readonly serverName?: string;
  readonly nowMs?: () => number;
}

/**
 * A certificate that service-ca, cert-manager or an administrator creates and renews. The source reads it
 * again after a change of the directory, and every 10 s. A certificate that cannot be served or is not valid
 * now does not replace a valid one: the source keeps serving the previous certificate and reports a warning.
 */
export class FilesSource implements CertificateSource {
  private readonly directory: string;
  private readonly serverName: string | undefined;
  private readonly nowMs: () => number;
  private readonly heartbeat = new Heartbeat(() => this.check());
  private readonly watch: DirectoryWatch;
  private onChange: (certificate: ServingCertificate) => void = () => {};
  private certificate: ServingCertificate | undefined;
  private problem: string | undefined;

  constructor({ directory, serverName, nowMs = Date.now }: FilesSourceOptions) {
    this.directory = directory;
    this.serverName = serverName;
    this.nowMs = nowMs;
    this.watch = new DirectoryWatch(directory, () => void this.heartbeat.beat());
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
    this.watch.disarm();
    return this.heartbeat.stop();
  }

  status(): CertificateStatus {
    return describeStatus({ certificate: this.certificate, problem: this.problem, nowMs: this.nowMs() });
  }

  private async check(): Promise<number> {
    // Arm the watch before reading, to detect changes during the read.
    this.watch.arm();
    const found = await readDirectory(this.directory, this.serverName);
    const fault = isFault(found) ? found.fault : whyNotServed(found, this.certificate, this.nowMs());
    this.problem = fault === undefined ? undefined : `tls.crt in ${JSON.stringify(this.directory)} ${fault}`;
    if (fault !== undefined || isFault(found)) return pollWhileFaultyMs;
    if (!isSameCertificate(found, this.certificate)) {
      this.certificate = found;
      this.onChange(found);
    }
    return pollMs;
  }
}

async function readDirectory(
  directory: string,
  serverName: string | undefined,
): Promise<ServingCertificate | CertificateFault> {
  try {
    // In a mounted Secret, one link points to all files of a version. Read all files from the same version.
    const version = await realpath(join(directory, '..data')).catch(() => directory);
    const chainPem = await readFile(join(version, 'tls.crt'), 'utf8');
    const keyPem = await readFile(join(version, 'tls.key'), 'utf8');
    const caPem = await readFile(join(version, 'ca.crt'), 'utf8').catch(() => undefined);
    return readServingCertificate(
      { chainPem, keyPem, ...(caPem === undefined ? {} : { caPem }) },
      serverName,
    );
  } catch (error) {
    return {
      fault:
        'cannot be read together with tls.key ' +
        `(${error instanceof Error ? error.message : String(error)})`,
    };
  }
}
