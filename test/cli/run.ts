import { noClusters } from '../../scripts/generate/no-clusters.ts';
import type { CliIo } from '../../src/cli/cli-io.ts';
import { runCli } from '../../src/cli/program.ts';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the CLI in this process and captures its output. */
export async function run(
  args: readonly string[],
  { stdin = '', ...io }: Partial<CliIo> & { readonly stdin?: string } = {},
): Promise<Run> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    readStdin: async () => new TextEncoder().encode(stdin),
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
    isTerminal: false,
    env: {},
    nowMs: () => Date.UTC(2026, 10, 22, 12),
    readReportPage: () => '<script type="application/json" id="data">null</script>',
    clusters: noClusters,
    version: '1.2.3',
    ...io,
  });
  return { code, out, err };
}
