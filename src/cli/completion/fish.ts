import type { CompletedCommand, CompletedOption, Values } from './completion-model.ts';

export function fishCompletion(name: string, commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  return `# fish completion for ${name}. Load it with: ${name} completion fish | source
function __${name}_at
    set -l at
    set -l entered (commandline -opc)
    for word in $entered[2..]
        set -l next (string join ' ' -- $at $word)
        contains -- "$next" ${paths.map(quote).join(' ')}; and set at $next
    end
    test "$at" = "$argv[1]"
end
complete -c ${name} -e
${commands.flatMap((command) => linesOf(name, command)).join('\n')}
`;
}

function linesOf(
  name: string,
  { path, subcommands, options, arguments: values }: CompletedCommand,
): readonly string[] {
  const start = `complete -c ${name} -n ${quote(`__${name}_at ${quote(path)}`)}`;
  return [
    ...subcommands.map((child) => `${start} -f -a ${child.name} -d ${quote(child.summary)}`),
    ...(values.kind === 'files' ? [] : [`${start} -f${wordsOf(values)}`]),
    ...options.map((option) => start + optionOf(option)),
  ];
}

function optionOf({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) =>
    flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`,
  );
  // Without -x, fish also offers files: for \`sarif=FILE\`.
  const takes = value === undefined ? '' : value.kind === 'files' ? ' -r -F' : ` -x${wordsOf(value)}`;
  return `${names.join('')}${takes} -d ${quote(description)}`;
}

function wordsOf(values: Values): string {
  return values.kind === 'words' ? ` -a ${quote(values.words.join(' '))}` : '';
}

function quote(text: string): string {
  return `'${text.replaceAll(/\s+/g, ' ').replaceAll(/[\\']/g, '\\$&')}'`;
}
