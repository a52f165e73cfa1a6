/** The published documentation: `npm run docs` builds it, with one page per rule. */
const publicDocsUrl = 'https://mirrorguard.github.io/mirrorguard';

/** The base URL of the documentation; in an air-gapped site MIRRORGUARD_DOCS_URL names a copy. */
export function docsUrlOf(environment: Readonly<Record<string, string | undefined>>): string {
  return (environment.MIRRORGUARD_DOCS_URL || publicDocsUrl).replace(/\/+$/, '');
}

export const rulePage = (docsUrl: string, rule: string) => `${docsUrl}/rules/${rule}.html`;
