/** One part of what `npm run generate` writes. Pure but for reading the sources: the caller writes, or compares. */
export interface Generator {
  /** Path from the root of the project to content. */
  generate(): Promise<ReadonlyMap<string, string>>;
  /** Whether a file is this generator's alone, so that one that it no longer writes is a leftover. Default: only what it writes. */
  owns?(path: string): boolean;
  /** Folder to look for leftovers in; with `owns`. */
  readonly folder?: string;
}

/** First line of every generated TypeScript file. */
export const generatedNotice = '// Written by `npm run generate`; edit what it is made from instead.';
