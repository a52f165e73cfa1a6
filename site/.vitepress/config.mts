import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { defineConfig } from 'vitepress';

const repository = 'https://github.com/mirrorguard/mirrorguard';
const root = join(import.meta.dirname, '..', '..');
const docs = join(root, 'docs');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

export default defineConfig({
  title: 'mirrorguard',
  description: 'Evaluates OpenShift image-mirror configuration before it is stored',
  srcDir: '../docs',
  // Files in place of folders: the same URL works on every web server, and from disk.
  cleanUrls: false,
  // The site contacts no other host.
  metaChunk: false,
  markdown: {
    // Placeholders such as <name> are text. Comments are removed below.
    html: false,
    // The anchors that GitHub gives to headings, so links work in both places and do not change.
    anchor: { slugify: toAnchor },
    toc: { slugify: toAnchor },
    headers: { slugify: toAnchor },
    config: (markdown) => {
      markdown.core.ruler.before('normalize', 'comments', (state) => {
        state.src = state.src.replace(/^<!--[\s\S]*?-->$/gm, '');
      });
      // Vue would evaluate the braces of templates.
      const withoutBraces = (text = '') => markdown.utils.escapeHtml(text).replaceAll('{{', '&#123;&#123;');
      markdown.renderer.rules.text = (tokens, index) => withoutBraces(tokens[index]?.content);
      markdown.renderer.rules.code_inline = (tokens, index) =>
        `<code>${withoutBraces(tokens[index]?.content)}</code>`;
      markdown.core.ruler.push('links-outside-docs', ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const target = token.attrGet('href');
          if (token.type === 'link_open' && target !== null)
            token.attrSet('href', toSiteLink(target, env.relativePath));
        }
      });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [{ text: `Version ${version}`, link: `${repository}/blob/main/CHANGELOG.md` }],
    sidebar: [
      { text: 'Guides', items: pagesOf('guides') },
      { text: 'Reference', items: pagesOf('reference') },
      { text: 'How OpenShift uses mirror sets', link: '/domain' },
      { text: 'Security', link: '/security' },
      { text: 'Reliability', link: '/reliability' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Rules', collapsed: true, items: pagesOf('rules') },
      { text: 'Decisions', collapsed: true, items: pagesOf('adr') },
    ],
  },
});

/** The pages of a folder, with their headings as titles. */
function pagesOf(folder: string) {
  return readdirSync(join(docs, folder))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => ({
      text:
        /^# (.+)$/m.exec(readFileSync(join(docs, folder, name), 'utf8'))?.[1]?.replaceAll('`', '') ?? name,
      link: `/${folder}/${name.replace(/\.md$/, '')}`,
    }));
}

function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

/** Files outside docs/ are links to the repository. */
function toSiteLink(target: string, page: string): string {
  if (/^([a-z]+:|#|\/)/.test(target)) return target;
  const path = normalize(join('docs', page, '..', target));
  const isPage = path.startsWith('docs/') && /\.md(#|$)/.test(path);
  return isPage ? target : `${repository}/blob/main/${path}`;
}
