import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Generator } from './generator.ts';
import { rewriteBlocks } from './guide/blocks.ts';
import { GuideSession } from './guide/session.ts';

const folder = 'docs/guides';
/** Only guides that contain this marker are executed; other guides stay unchanged. */
const marker = '<!-- `npm run generate` runs the commands of this page';

/** Inserts the real output of the commands of a guide. */
export default {
  generate: async () => {
    const pages = readdirSync(folder).map((name) => ({
      path: join(folder, name),
      text: readFileSync(join(folder, name), 'utf8'),
    }));
    const rewritten = new Map<string, string>();
    for (const { path, text } of pages)
      if (text.startsWith(marker)) rewritten.set(path, await rewriteGuide(text));
    return rewritten;
  },
} satisfies Generator;

/**
 * Blocks with the info `yaml FILE` are the files, in order; blocks with `console` or `console TIME` are the
 * commands.
 */
async function rewriteGuide(page: string): Promise<string> {
  const session = new GuideSession();
  try {
    return await rewriteBlocks(page, async ({ info, body }) => {
      const [language, argument] = info.split(' ');
      if (language === 'yaml' && argument !== undefined) session.write(argument, body);
      return language === 'console' ? session.rewriteConsole(body, argument) : body;
    });
  } finally {
    session.close();
  }
}
