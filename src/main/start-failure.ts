import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Options that are good one by one, and not together. The message says which. */
export class UnusableOptions extends Error {}

/** The system's error as one line: what was tried, why it failed, what to do. */
export function explainStartFailure(error: unknown): string | undefined {
  if (error instanceof UnusableOptions) return error.message;
  const { code, syscall, address, port, path, hostname } = error as NodeJS.ErrnoException & {
    readonly address?: string;
    readonly port?: number;
    readonly hostname?: string;
  };
  if (code === 'EADDRINUSE')
    return `port ${port} of ${address} is in use; stop what uses it, or choose another with --port or --health-port (0 takes any free one)`;
  if (code === 'EACCES' && syscall === 'listen')
    return `port ${port} of ${address} may not be used by this user; choose one above 1023 with --port or --health-port`;
  if (code === 'EADDRNOTAVAIL')
    return `${address} is not an address of this machine; choose another with --address or --health-address`;
  if (syscall === 'getaddrinfo')
    return `${JSON.stringify(hostname)} is not an IP address of this machine, nor a name of one; choose another with --address or --health-address`;
  if (code === 'EISDIR' && path !== undefined) return `${path} is a folder; name a file in it`;
  // Of a file that would be made, it is the folder that has to be there.
  if (code === 'ENOENT' && syscall === 'open' && path !== undefined && !existsSync(dirname(path)))
    return `${dirname(path)} does not exist`;
  if (code === 'ENOENT' && path !== undefined) return `${path} does not exist`;
  if (code === 'ENOTDIR' && path !== undefined) return `${path} is not a folder`;
  if ((code === 'EACCES' || code === 'EPERM' || code === 'EROFS') && path !== undefined)
    return `${path} may not be used: ${code} in ${syscall}`;
  return undefined;
}
