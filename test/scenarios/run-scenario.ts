import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCli } from '../../src/cli/program.ts';
import { clusterAccess } from '../../src/main/cluster-access.ts';
import { type Scenario, type Section, sectionsNamed } from './scenario.ts';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * The scenario with the actual results. Sections that the scenario omits stay omitted if they are empty. The
 * command runs in this process, because starting one process per scenario takes longer than all rule tests.
 * `test/main/cli.test.ts` starts the program.
 */
export async function runScenario(scenario: Scenario, reportPage: string): Promise<Scenario> {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-scenario-'));
  const workingFolder = process.cwd();
  try {
    for (const file of sectionsNamed(scenario, 'file')) writeInput(folder, file);
    process.chdir(folder);
    const result = await runCommand(scenario, reportPage);
    return { title: scenario.title, sections: [...given(scenario), ...observed(folder, scenario, result)] };
  } finally {
    process.chdir(workingFolder);
    rmSync(folder, { recursive: true });
  }
}

async function runCommand(scenario: Scenario, reportPage: string): Promise<Result> {
  let out = '';
  let err = '';
  const code = await runCli(toArguments(sectionsNamed(scenario, 'run')[0]?.argument ?? ''), {
    readStdin: async () => Buffer.from(sectionsNamed(scenario, 'stdin')[0]?.body ?? ''),
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
    isTerminal: false,
    isStdinTerminal: false,
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(sectionsNamed(scenario, 'env').map(({ argument }) => argument.split('='))),
    },
    nowMs: Date.now,
    clusters: clusterAccess,
    readReportPage: () => reportPage,
    version,
  });
  return { code, out, err };
}

function writeInput(folder: string, { argument, body }: Section): void {
  const [name = '', , style] = argument.split(' ');
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    style === 'CRLF' ? body.replaceAll('\n', '\r\n') : style === 'BOM' ? `\ufeff${body}` : body,
  );
}

/** Splits at spaces outside quotes. */
function toArguments(run: string): readonly string[] {
  const [command, ...args] = (run.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/, '$1'));
  if (command !== 'mirrorguard') throw new Error(`a scenario runs mirrorguard, not ${command}`);
  return args;
}

function given({ sections }: Scenario): readonly Section[] {
  return sections.filter(({ name }) => ['file', 'stdin', 'env', 'run'].includes(name));
}

function observed(folder: string, scenario: Scenario, { code, out, err }: Result): readonly Section[] {
  const printed = (name: string, text: string) =>
    text === ''
      ? []
      : [
          {
            name,
            argument: '',
            body: text
              .replaceAll(`"${version}"`, '"VERSION"')
              .replace(new RegExp(`^${version}$`, 'm'), 'VERSION'),
          },
        ];
  return [
    { name: 'exit', argument: String(code), body: '' },
    ...printed('stdout', out),
    ...printed('stderr', err),
    ...sectionsNamed(scenario, 'after').map((section) => ({
      ...section,
      body: readFileSync(join(folder, section.argument), 'utf8'),
    })),
  ];
}
