const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ELOOP: 'is a symbolic link that leads to itself',
  EISDIR: 'is a folder',
  EEXIST: 'exists already, and is no folder',
  ENOTDIR: 'lies under something that is not a folder',
  EROFS: 'lies in a file system that is read-only',
  ENOSPC: 'no space is left there',
  EDQUOT: 'no space is left there for this user',
};

/** Access that is denied, by what was wanted. */
const denied = { read: 'may not be read by this user', write: 'may not be written by this user' } as const;

/** An error of the operating system in words that follow a path. */
export function reasonOf(error: unknown, wanted: keyof typeof denied = 'read'): string {
  const { code = '', message = String(error) } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code === 'EACCES' || code === 'EPERM') return denied[wanted];
  return reasons[code] ?? message;
}
