/** Everything the CLI has of the process it runs in; main/ hands it in. Files are read by path, relative to the working directory. */
export interface CliIo {
  readonly readStdin: () => Promise<Uint8Array>;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Of mirrorguard: `0.1.0`. */
  readonly version: string;
}

/** A colour where a person looks at it, unless NO_COLOR says no; FORCE_COLOR wins, `0` and `false` in it mean no. */
export function wantsColour({ env, isTerminal }: Pick<CliIo, 'env' | 'isTerminal'>): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTerminal && env.TERM !== 'dumb';
}
