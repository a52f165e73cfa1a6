import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidClientCa } from '../certificates/live-certificates.ts';

/** Options that conflict or are incomplete; the message names the options. */
export class UnusableOptions extends Error {}

type SystemError = NodeJS.ErrnoException & {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
};

const setAnotherAddress = 'set --address, --health-address or --metrics-address to another one';

/** Explains a system error in one line: what failed, why, and what to do. */
export function explainStartFailure(error: unknown): string | undefined {
  if (error instanceof UnusableOptions) return error.message;
  if (error instanceof InvalidClientCa) return `--client-ca-file: ${error.message}`;
  return explainListenFailure(error as SystemError) ?? explainFileFailure(error as SystemError);
}

function explainListenFailure({ code, syscall, address, port, hostname }: SystemError): string | undefined {
  if (code === 'EADDRINUSE')
    return (
      `port ${port} of ${address} is in use; stop the other process, ` +
      'or set --port, --health-port or --metrics-port to another port (0 selects a free one)'
    );
  if (code === 'EACCES' && syscall === 'listen')
    return (
      `this user is not allowed to use port ${port} of ${address}; ` +
      'set --port, --health-port or --metrics-port to a port above 1023'
    );
  if (code === 'EADDRNOTAVAIL') return `${address} is not an address of this machine; ${setAnotherAddress}`;
  if (syscall === 'getaddrinfo')
    return `${JSON.stringify(hostname)} does not resolve to an address of this machine; ${setAnotherAddress}`;
  return undefined;
}

function explainFileFailure({ code, syscall, path }: SystemError): string | undefined {
  if (path === undefined) return undefined;
  switch (code) {
    case 'EISDIR':
      return `${path} is a folder, but must be a file`;
    case 'ENOENT':
      return `${missingPartOf(path, syscall)} does not exist`;
    case 'ENOTDIR':
      return `${path} is not a folder`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path} is not accessible: ${code} in ${syscall}`;
    default:
      return undefined;
  }
}

/** Opening a file creates it, but not its folder. */
function missingPartOf(path: string, syscall: string | undefined): string {
  return syscall === 'open' && !existsSync(dirname(path)) ? dirname(path) : path;
}
