/** Styles by meaning; without color, they return the text unchanged. */
export interface Palette {
  readonly deny: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly audit: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
}

const plain = (text: string) => text;
const sgr = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

const monochrome: Palette = {
  deny: plain,
  warn: plain,
  audit: plain,
  strong: plain,
  faint: plain,
  added: plain,
  removed: plain,
};
const ansi: Palette = {
  deny: sgr(31, 39),
  warn: sgr(33, 39),
  audit: sgr(36, 39),
  strong: sgr(1, 22),
  faint: sgr(2, 22),
  added: sgr(32, 39),
  removed: sgr(31, 39),
};

export function paletteFor({ color }: { readonly color: boolean }): Palette {
  return color ? ansi : monochrome;
}
