import type { PageData } from './page-data.ts';

/** The element of the page that holds the data. */
const dataStart = '<script type="application/json" id="data">';
const dataEnd = '</script>';

/**
 * The page with data in it. Every `<` is escaped, so no text of an object can end the element or start
 * another.
 *
 * @param page dist/report.html, which has no data
 */
export function embedData(page: string, data: PageData): string {
  const start = page.indexOf(dataStart);
  const end = page.indexOf(dataEnd, start);
  if (start === -1) throw new Error('the page has no element for data');
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return page.slice(0, start + dataStart.length) + json + page.slice(end);
}

export function emptyData(toolVersion: string): PageData {
  const state = {
    objects: [],
    facts: {},
    isComplete: false,
    unknown: {},
    notes: [],
    otherDocuments: [],
    fixes: [],
  };
  return { toolVersion, createdAt: '', clusters: [{ name: '', state }] };
}
