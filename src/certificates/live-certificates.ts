import { readFile } from 'node:fs/promises';
import type { Server } from 'node:tls';
import { Heartbeat } from '../watching/heartbeat.ts';
import type { CertificateSource } from './certificate-source.ts';
import { readCertificate } from './keyed-certificate.ts';
import { splitPem } from './pem.ts';
import { contextOptions } from './tls-options.ts';

const pollClientCaMs = 10_000;

export interface LiveCertificatesOptions {
  /** Created with `listenerOptions`. A listener that does not verify clients ignores the client CA. */
  readonly servers: readonly Server[];
  readonly source: CertificateSource;
  /** PEM file. Clients must present a certificate signed by one of these CAs. */
  readonly clientCaFile?: string;
}

/**
 * Applies the certificate of a source and the client CA of a file to listeners. A change applies to new
 * connections; open connections and their requests are not affected.
 */
export class LiveCertificates {
  private readonly servers: readonly Server[];
  private readonly source: CertificateSource;
  private readonly clientCaFile: string | undefined;
  private readonly clientCaPoll = new Heartbeat(() => this.readClientCaAgain());
  private clientCaPem: string | undefined;

  constructor({ servers, source, clientCaFile }: LiveCertificatesOptions) {
    this.servers = servers;
    this.source = source;
    this.clientCaFile = clientCaFile;
  }

  /**
   * Resolves after the first check of the source, with or without a certificate.
   * Rejects if the client CA cannot be read, because clients would not be verified.
   */
  async start(): Promise<void> {
    if (this.clientCaFile !== undefined) {
      this.clientCaPem = await readClientCa(this.clientCaFile);
      void this.clientCaPoll.beat();
    }
    await this.source.start(() => this.apply());
  }

  async stop(): Promise<void> {
    await Promise.all([this.source.stop(), this.clientCaPoll.stop()]);
  }

  /** Reads the client CA immediately instead of at the next interval. */
  refresh(): Promise<void> {
    return this.clientCaPoll.beat();
  }

  private apply(): void {
    const context = contextOptions(this.source.current(), this.clientCaPem);
    for (const server of this.servers) server.setSecureContext(context);
  }

  private async readClientCaAgain(): Promise<number> {
    if (this.clientCaFile === undefined) return pollClientCaMs;
    // The file can be unreadable while it is replaced. The previous CA applies until the next interval.
    const pem = await readClientCa(this.clientCaFile).catch(() => this.clientCaPem);
    if (pem !== this.clientCaPem) {
      this.clientCaPem = pem;
      this.apply();
    }
    return pollClientCaMs;
  }
}

/** The message names the file and the problem. */
export class InvalidClientCa extends Error {}

async function readClientCa(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') throw new InvalidClientCa(`${file} is a folder, but must be a PEM file`);
    throw error;
  });
  const certificates = splitPem(text);
  if (certificates.length === 0)
    throw new InvalidClientCa(`${file} contains no certificate; it must be a PEM file of CA certificates`);
  const invalid = certificates.findIndex((pem) => readCertificate(pem) === undefined);
  if (invalid !== -1) throw new InvalidClientCa(`certificate ${invalid + 1} in ${file} is invalid`);
  return certificates.join('');
}
