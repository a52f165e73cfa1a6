/** The anchors that GitHub creates for the headings of a page. */
export function anchorsOf(page: string): ReadonlySet<string> {
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

/** The page with the same lines and empty code blocks, because links in code are plain text. */
export function withoutCode(page: string, { inline = true } = {}): string {
  const prose = page.replace(/^(```+)[\s\S]*?^\1$/gm, (block) => block.replace(/[^\n]/g, ''));
  return inline ? prose.replace(/`[^`\n]*`/g, '') : prose;
}
