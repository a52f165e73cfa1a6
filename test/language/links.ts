import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

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

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(page, { inline: false }).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    let unique = slug;
    for (let number = 1; anchors.has(unique); number++) unique = `${slug}-${number}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The page with the same lines, code blocks empty. Links in code are text. */
function withoutCode(page: string, { inline = true } = {}): string {
  const prose = page.replace(/^(```+)[\s\S]*?^\1$/gm, (block) => block.replace(/[^\n]/g, ''));
  return inline ? prose.replace(/`[^`\n]*`/g, '') : prose;
}
