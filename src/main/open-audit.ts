import { createWriteStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { keyedSeal, minKeyBytes, openSeal, type Seal } from '../audit/seal.ts';
import type { AuditDestination } from '../audit/sinks/audit-destination.ts';
import { AuditLog, type AuditQueueMeter } from '../audit/sinks/audit-log.ts';
import { newChain } from '../audit/sinks/chain-writer.ts';
import { AuditFile } from '../audit/sinks/file/audit-file.ts';
import type { AuditFileMeter, AuditFileParts } from '../audit/sinks/file/audit-file-parts.ts';
import { httpDestination } from '../audit/sinks/http-destination.ts';
import { setTimer } from '../audit/sinks/outbox.ts';
import { streamDestination } from '../audit/sinks/stream-destination.ts';
import type { auditOptions } from '../config/audit-options.ts';
import type { Values } from '../config/read-options.ts';
import type { DestinationName } from '../observability/audit-metrics.ts';
import type { Clock, Logger } from '../webhook/ports.ts';
import { readVersion } from './process.ts';
import { UnusableOptions } from './start-failure.ts';

type Options = Values<typeof auditOptions>;

/** The time to collect records, because writing each one separately would cost more than the evaluation. */
const batchMs = 20;

interface OpenAuditParts {
  readonly meterFor: (destination: DestinationName) => AuditFileMeter;
  readonly queueMeter: AuditQueueMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Rejects with the system error if the file cannot be opened, and with `UnusableOptions` if options conflict.
 */
export async function openAudit(
  options: Options,
  { meterFor, queueMeter, clock, logger }: OpenAuditParts,
): Promise<AuditLog> {
  const { auditFile, auditUrl, auditFsync } = options;
  const isDurable = auditFsync === 'durable';
  if (isDurable && auditFile === undefined)
    throw new UnusableOptions('--audit-fsync durable requires --audit-file');
  const chain = newChain(readSeal(options.auditKeyFile));
  const partsFor = (destination: DestinationName) => ({
    chain,
    meter: meterFor(destination),
    clock,
    logger,
    setTimer,
  });

  const file = auditFile === undefined ? undefined : await openFile(auditFile, options, partsFor);
  const durable = isDurable && file instanceof AuditFile ? file : undefined;
  const destinations: AuditDestination[] = file === undefined || durable !== undefined ? [] : [file];
  if (auditUrl !== undefined) destinations.push(openCollector(auditUrl, options, partsFor));
  if (file === undefined && destinations.length === 0)
    destinations.push(streamDestination(process.stdout, chain, partsFor('stdout')));
  return new AuditLog({
    writer: { replica: hostname(), version: readVersion() },
    log: chain.log,
    durable,
    destinations,
    batchMs,
    meter: queueMeter,
    setTimer,
    clock,
  });
}

/** The audit destinations, for the start message. */
export function describeAudit({ auditFile, auditUrl }: Pick<Options, 'auditFile' | 'auditUrl'>): string {
  const places = [auditFile, auditUrl].filter((place) => place !== undefined);
  return places.length === 0 ? 'standard output' : places.join(' and ');
}

type PartsFor = (destination: DestinationName) => AuditFileParts;

function readSeal(keyFile: string | undefined): Seal {
  if (keyFile === undefined) return openSeal;
  const key = readFileSync(keyFile);
  if (key.length < minKeyBytes)
    throw new UnusableOptions(
      `--audit-key-file must have at least ${minKeyBytes} bytes, but ${keyFile} has ${key.length}`,
    );
  return keyedSeal(key);
}

async function openFile(path: string, options: Options, partsFor: PartsFor): Promise<AuditDestination> {
  const found = await stat(path).catch(() => undefined);
  // A pipe or a terminal cannot be read back or rotated, so there is no chain to continue.
  const isStream = found !== undefined && !found.isFile() && !found.isDirectory();
  if (isStream && options.auditFsync === 'durable')
    throw new UnusableOptions(`--audit-fsync durable requires a regular file, but ${path} is not one`);
  if (isStream) {
    const parts = partsFor('stdout');
    return streamDestination(createWriteStream(path, { flags: 'a' }), parts.chain, parts);
  }
  const { auditFsync, auditMaxBytes, auditMaxAgeHours, auditRetainHours, auditMaxTotalBytes } = options;
  return AuditFile.open(
    {
      path,
      fsync: auditFsync,
      maxBytes: auditMaxBytes || Number.POSITIVE_INFINITY,
      maxAgeMs: (auditMaxAgeHours || Number.POSITIVE_INFINITY) * hourMs,
      retainMs: (auditRetainHours || Number.POSITIVE_INFINITY) * hourMs,
      maxTotalBytes: auditMaxTotalBytes || Number.POSITIVE_INFINITY,
    },
    partsFor('file'),
  );
}

const hourMs = 3_600_000;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

function openCollector(text: string, options: Options, partsFor: PartsFor): AuditDestination {
  const url = URL.parse(text);
  const isFit =
    url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname)));
  if (!isFit)
    throw new UnusableOptions(
      '--audit-url must be an https URL, or an http URL of a loopback address, but is ' +
        `${JSON.stringify(text)}`,
    );
  const { auditUrlCaFile: caFile, auditUrlTokenFile: tokenFile } = options;
  const parts = partsFor('collector');
  return httpDestination(
    { url, ...(caFile === undefined ? {} : { caFile }), ...(tokenFile === undefined ? {} : { tokenFile }) },
    parts.chain,
    { ...parts, random: Math.random },
  );
}
