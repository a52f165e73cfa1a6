/** Options that are good one by one, and not together. The message says which. */
export class UnusableOptions extends Error {}

/** The system's error as one line: what was tried, why it failed, what to do. */
export function explainStartFailure(error: unknown): string | undefined {
  if (error instanceof UnusableOptions) return error.message;
  const { code, syscall, address, port, path } = error as NodeJS.ErrnoException & { readonly address?: string; readonly port?: number };
  if (code === 'EADDRINUSE')
    return `port ${port} of ${address} is in use; stop what uses it, or choose another with --port or --health-port (0 takes any free one)`;
  if (code === 'EACCES' && syscall === 'listen')
    return `port ${port} of ${address} may not be used by this user; choose one above 1023 with --port or --health-port`;
  if (code === 'EADDRNOTAVAIL') return `${address} is not an address of this machine; choose another with --address or --health-address`;
  if (code === 'ENOENT' && path !== undefined) return `${path} does not exist`;
  if (code === 'ENOTDIR' && path !== undefined) return `${path} is not a folder`;
  if ((code === 'EACCES' || code === 'EPERM' || code === 'EROFS') && path !== undefined)
    return `${path} may not be used: ${code} in ${syscall}`;
  return undefined;
}
