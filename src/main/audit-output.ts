import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';

/** Opens where audit records go. Rejects with the system's error where the file cannot be opened. */
export async function openAuditOutput(file: string | undefined): Promise<Writable> {
  if (file === undefined) return process.stdout;
  // Who did what is not for everybody on the machine.
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  await new Promise((resolve, reject) => {
    stream.once('open', resolve);
    stream.once('error', reject);
  });
  return stream;
}
