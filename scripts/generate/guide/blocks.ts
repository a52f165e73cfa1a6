/** A fenced block of a page: its info string and its lines. */
export interface Block {
  /** `yaml team.yaml`, `console`. */
  readonly info: string;
  readonly body: string;
}

const fence = /^```(\S.*)\n([\s\S]*?)^```$/gm;

/** Replaces the body of each block with the result of `rewrite`, in order. */
export async function rewriteBlocks(
  page: string,
  rewrite: (block: Block) => Promise<string>,
): Promise<string> {
  let text = '';
  let end = 0;
  for (const match of page.matchAll(fence)) {
    const [whole, info = '', body = ''] = match;
    text += `${page.slice(end, match.index)}\`\`\`${info}\n${await rewrite({ info, body })}\`\`\``;
    end = match.index + whole.length;
  }
  return text + page.slice(end);
}
