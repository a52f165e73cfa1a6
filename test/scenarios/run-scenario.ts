import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { buildPage } from '../../scripts/build-page.mjs';
import { type Scenario, type Section, sectionsNamed } from './scenario.ts';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

/** The CLI as it is released: one bundled file, made anew from the sources. */
export async function bundleCli(folder: string): Promise<string> {
  const outfile = join(folder, 'cli.mjs');
  await build({
    entryPoints: [join(root, 'src', 'main', 'cli.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    define: { MIRRORGUARD_VERSION: JSON.stringify(version) },
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'report.html'), (await buildPage()).html);
  return outfile;
}

/** The scenario with what the real process did in place of what was expected. Sections that were left out and stay empty are left out. */
export function runScenario(scenario: Scenario, cli: string): Scenario {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-scenario-'));
  try {
    for (const file of sectionsNamed(scenario, 'file')) writeInput(folder, file);
    const run = sectionsNamed(scenario, 'run')[0]?.argument ?? '';
    const result = spawnSync(process.execPath, [cli, ...toArguments(run)], {
      cwd: folder,
      input: sectionsNamed(scenario, 'stdin')[0]?.body ?? '',
      env: {
        PATH: process.env.PATH,
        ...Object.fromEntries(sectionsNamed(scenario, 'env').map(({ argument }) => argument.split('='))),
      },
      encoding: 'utf8',
    });
    return { title: scenario.title, sections: [...given(scenario), ...observed(folder, scenario, result)] };
  } finally {
    rmSync(folder, { recursive: true });
  }
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

/** Splits at spaces; quotes keep them. */
function toArguments(run: string): readonly string[] {
  const [command, ...args] = (run.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/, '$1'));
  if (command !== 'mirrorguard') throw new Error(`a scenario runs mirrorguard, not ${command}`);
  return args;
}

function given({ sections }: Scenario): readonly Section[] {
  return sections.filter(({ name }) => ['file', 'stdin', 'env', 'run'].includes(name));
}

function observed(
  folder: string,
  scenario: Scenario,
  {
    status,
    stdout,
    stderr,
  }: { readonly status: number | null; readonly stdout: string; readonly stderr: string },
): readonly Section[] {
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
    { name: 'exit', argument: String(status), body: '' },
    ...printed('stdout', stdout),
    ...printed('stderr', stderr),
    ...sectionsNamed(scenario, 'after').map((section) => ({
      ...section,
      body: readFileSync(join(folder, section.argument), 'utf8'),
    })),
  ];
}
