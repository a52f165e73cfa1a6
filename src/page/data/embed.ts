import type { PageData } from './page-data.ts';

/** The element of the page that contains the data. */
const dataStart = '<script type="application/json" id="data">';
const dataEnd = '</script>';

/**
 * Embeds data in the page. Every `<` is escaped, so text of an object cannot end the element or start another
 * one.
 * @param page dist/report.html, which contains no data
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
