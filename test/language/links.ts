import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchorsOf, withoutCode } from '../../scripts/markdown-anchors.ts';

const link = /\[[^\]]*\]\((?<target>[^)\s]+)\)/g;

/** Links of a page to files or headings that do not exist. Links to other hosts are not followed. */
export function brokenLinks(path: string): readonly string[] {
  const lines = withoutCode(readFileSync(path, 'utf8')).split('\n');
  return lines.flatMap((line, index) =>
    [...line.matchAll(link)]
      .map((match) => match.groups?.target ?? '')
      .filter((target) => !/^[a-z]+:/.test(target) && !isReachable(path, target))
      .map((target) => `${path}:${index + 1}: ${target}`),
  );
}

function isReachable(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), decodeURIComponent(file)));
  if (!existsSync(path)) return false;
  if (anchor === undefined || statSync(path).isDirectory() || !path.endsWith('.md')) return true;
  return anchorsOf(readFileSync(path, 'utf8')).has(anchor);
}
