import { realpathSync } from 'node:fs';

/** The target of a path; the path itself for a dangling link or a pipe such as `<(...)`. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
