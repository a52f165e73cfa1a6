/**
 * One part of `npm run generate`. Pure except for reading the sources: the caller writes or compares the
 * result.
 */
export interface Generator {
  /** Returns file contents by path relative to the root of the project. */
  generate(): Promise<ReadonlyMap<string, string>>;
  /** Whether only this generator writes the file. A file that it no longer writes is then stale. */
  owns?(path: string): boolean;
  /** The folder with possible stale files; set with `owns`. */
  readonly folder?: string;
}

/** First line of every generated TypeScript file. */
export const generatedNotice = '// Written by `npm run generate`; edit the sources instead.';
