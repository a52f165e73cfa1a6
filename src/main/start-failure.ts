import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Options that conflict or are incomplete; the message names them. */
export class UnusableOptions extends Error {}

/** Explains a system error in one line: what failed, why, and what to do. */
export function explainStartFailure(error: unknown): string | undefined {
  if (error instanceof UnusableOptions) return error.message;
  const { code, syscall, address, port, path, hostname } = error as NodeJS.ErrnoException & {
    readonly address?: string;
    readonly port?: number;
    readonly hostname?: string;
  };
  if (code === 'EADDRINUSE')
    return (
      `port ${port} of ${address} is in use; stop the other process, ` +
      'or set --port or --health-port to another port (0 selects a free one)'
    );
  if (code === 'EACCES' && syscall === 'listen')
    return (
      `this user is not allowed to use port ${port} of ${address}; ` +
      'set --port or --health-port to a port above 1023'
    );
  if (code === 'EADDRNOTAVAIL')
    return `${address} is not an address of this machine; set --address or --health-address to another one`;
  if (syscall === 'getaddrinfo')
    return (
      `${JSON.stringify(hostname)} does not resolve to an address of this machine; ` +
      'set --address or --health-address to another one'
    );
  if (code === 'EISDIR' && path !== undefined) return `${path} is a folder, but must be a file`;
  // A file is created, but its folder must exist.
  if (code === 'ENOENT' && syscall === 'open' && path !== undefined && !existsSync(dirname(path)))
    return `${dirname(path)} does not exist`;
  if (code === 'ENOENT' && path !== undefined) return `${path} does not exist`;
  if (code === 'ENOTDIR' && path !== undefined) return `${path} is not a folder`;
  if ((code === 'EACCES' || code === 'EPERM' || code === 'EROFS') && path !== undefined)
    return `${path} is not accessible: ${code} in ${syscall}`;
  return undefined;
}
