import type { Writable } from 'node:stream';
import type { AuditDestination } from './audit-destination.ts';
import { type Chain, sealedDelivery } from './chain-writer.ts';
import { Outbox, type OutboxParts } from './outbox.ts';

/**
 * Standard output, a pipe or a device. It cannot be read back, so the chain starts with the process. Records
 * that the reader does not accept in time are dropped and counted; responses never wait. Closing leaves the
 * stream open for its owner.
 */
export function streamDestination(
  stream: Writable,
  chain: Chain,
  parts: Pick<OutboxParts, 'meter' | 'clock' | 'setTimer' | 'logger'>,
): AuditDestination {
  // An unhandled stream error would end the process; each write handles its own error below.
  stream.on('error', () => {});
  const write = (lines: string) =>
    new Promise<void>((resolve, reject) =>
      stream.write(lines, (error) => (error ? reject(error) : resolve())),
    );
  return new Outbox({
    ...parts,
    name: 'audit stream',
    maxBatchBytes: 1024 * 1024,
    deliver: sealedDelivery(chain, write),
    retry: () => 'drop',
  });
}
