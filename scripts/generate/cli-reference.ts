/** docs/reference/cli.md: the help of every command. */
import type { Command } from 'commander';
import { makeProgram } from '../../src/cli/program.ts';
import type { Generator } from './generator.ts';
import { noClusters } from './no-clusters.ts';

const path = 'docs/reference/cli.md';

const introduction = `# Command line reference

<!-- Written by \`npm run generate\` from the definitions of the commands in src/cli/commands. -->

This page shows the help of every command. [The command line](../guides/cli.md) explains how to use them, and
[Output](output.md) describes the formats.

Every command exits with status 0 on success, 1 if it has findings, and 2 if it cannot run.
`;

export default {
  generate: async () => {
    const sections = helpOfAll().map(
      ([name, help]) => `\n## ${name}\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`,
    );
    return new Map([[path, introduction + sections.join('')]]);
  },
} satisfies Generator;

/** The full name and help of every command, in the order of the help. */
export function helpOfAll(): readonly (readonly [name: string, help: string])[] {
  let printed = '';
  const write = (text: string) => {
    printed += text;
  };
  const io = {
    readStdin: async () => new Uint8Array(),
    writeOut: write,
    writeErr: write,
    isTerminal: false,
    env: {},
    // A fixed time, because some commands print times of the last day in their help.
    nowMs: () => Date.UTC(2026, 0, 1),
    readReportPage: () => '',
    clusters: noClusters,
    version: '',
  };
  const helpOf = (command: Command) => {
    printed = '';
    command.outputHelp();
    return printed;
  };
  const visit = (command: Command, name: string): (readonly [string, string])[] => [
    [name, helpOf(command)],
    ...command.commands.flatMap((child) => visit(child, `${name} ${child.name()}`)),
  ];
  return visit(makeProgram({ io, finish: () => undefined }), 'mirrorguard');
}
