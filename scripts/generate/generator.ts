/** One part of `npm run generate`. Pure except for reading the sources: the caller writes or compares. */
export interface Generator {
  /** Path from the root of the project to content. */
  generate(): Promise<ReadonlyMap<string, string>>;
  /** Whether only this generator writes the file, so a file that it no longer writes is a leftover. */
  owns?(path: string): boolean;
  /** The folder with possible leftovers; with `owns`. */
  readonly folder?: string;
}

/** First line of every generated TypeScript file. */
export const generatedNotice = '// Written by `npm run generate`; edit the sources instead.';
