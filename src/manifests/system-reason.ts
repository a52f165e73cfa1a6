const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ELOOP: 'is a symbolic link to itself',
  EISDIR: 'is a folder',
  EEXIST: 'exists and is not a folder',
  ENOTDIR: 'is below a file that is not a folder',
  EROFS: 'is on a read-only file system',
  ENOSPC: 'is on a full file system',
  EDQUOT: 'exceeds the disk quota of this user',
};

const denied = { read: 'cannot be read by this user', write: 'cannot be written by this user' } as const;

/** The message for a system error, to append to a path. */
export function reasonOf(error: unknown, wanted: keyof typeof denied = 'read'): string {
  const { code = '', message = String(error) } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code === 'EACCES' || code === 'EPERM') return denied[wanted];
  if (code === 'ENOENT' && wanted === 'write') return 'is in a folder that does not exist';
  return reasons[code] ?? message;
}
