/** The text of a JSON result. Fields can be added without a new version. */
export function jsonDocument(content: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ...content }, undefined, 2)}\n`;
}
