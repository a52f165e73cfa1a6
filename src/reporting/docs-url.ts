/** The published documentation: `npm run docs` builds it, with one page per rule. */
const publicDocsUrl = 'https://mirrorguard.github.io/mirrorguard';

/** The base URL of the documentation; in an air-gapped site MIRRORGUARD_DOCS_URL names a copy. */
export function docsUrlOf(environment: Readonly<Record<string, string | undefined>>): string {
  return withoutFinalSlash(environment.MIRRORGUARD_DOCS_URL || publicDocsUrl);
}

/** Returns the function that gives the page of a rule. */
export function rulePagesOf(docsUrl: string): (rule: string) => string {
  const base = withoutFinalSlash(docsUrl);
  return (rule) => `${base}/rules/${rule}.html`;
}

function withoutFinalSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
