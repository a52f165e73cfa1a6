import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DirectoryWatch } from '../watching/directory-watch.ts';
import { Heartbeat } from '../watching/heartbeat.ts';
import type { CertificateSource, CertificateStatus } from './certificate-source.ts';
import { describeStanding } from './certificate-status.ts';
import {
  type CertificateFault,
  isFault,
  isSameCertificate,
  readServingCertificate,
  type ServingCertificate,
  whyNotServed,
} from './serving-certificate.ts';

const pollMs = 10_000;
/** While the files do not go together: whoever writes them one by one is at it right now. */
const pollWhileFaultyMs = 1_000;

export interface FilesSourceOptions {
  /** Holds `tls.crt`, `tls.key` and perhaps `ca.crt`, as a mounted Secret of type kubernetes.io/tls does. */
  readonly directory: string;
  /** What clients will look for in the certificate, where that is known: `<service>.<namespace>.svc`. */
  readonly serverName?: string;
  readonly nowMs?: () => number;
}

/**
 * A certificate that somebody else makes and renews: service-ca, cert-manager, an admin. It is read again when the directory
 * changes, and every 10 s whatever happens. What cannot be served, or is out of its time while the one before is not, is left
 * aside with a warning: the one before goes on being served.
 */
export class FilesSource implements CertificateSource {
  private readonly directory: string;
  private readonly serverName: string | undefined;
  private readonly nowMs: () => number;
  private readonly heartbeat = new Heartbeat(() => this.look());
  private readonly watch: DirectoryWatch;
  private onChange: (certificate: ServingCertificate) => void = () => {};
  private certificate: ServingCertificate | undefined;
  private trouble: string | undefined;

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

  /** Looks now instead of at the next tick. */
  refresh(): Promise<void> {
    return this.heartbeat.beat();
  }

  stop(): Promise<void> {
    this.watch.disarm();
    return this.heartbeat.stop();
  }

  status(): CertificateStatus {
    return describeStanding({ certificate: this.certificate, trouble: this.trouble, nowMs: this.nowMs() });
  }

  private async look(): Promise<number> {
    // Before reading, so that no change falls between.
    this.watch.arm();
    const found = await readDirectory(this.directory, this.serverName);
    const fault = isFault(found) ? found.fault : whyNotServed(found, this.certificate, this.nowMs());
    this.trouble = fault === undefined ? undefined : `tls.crt in ${JSON.stringify(this.directory)} ${fault}`;
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
    // A mounted Secret: all files of one version lie behind one link, and are read from there even if it is swapped meanwhile.
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
      fault: `cannot be read together with tls.key (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}
