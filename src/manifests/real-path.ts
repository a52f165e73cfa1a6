import { realpathSync } from 'node:fs';

/** What a path leads to in the end. Of one that leads nowhere, or to what has no path of its own, as behind `<(...)`, the path itself. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
