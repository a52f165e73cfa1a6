import type { CompletedCommand, Values } from './completion-model.ts';
import { casesOf, pathsPattern } from './shell-cases.ts';

export function zshCompletion(name: string, commands: readonly CompletedCommand[]): string {
  return `#compdef ${name}
# zsh completion for ${name}. Load it with: source <(${name} completion zsh)
_${name}() {
  local at='' previous='' word='' current=\${words[CURRENT]}
  local -a described
  for word in "\${(@)words[2,CURRENT-1]}"; do
    previous=$word
    case "$at $word" in
      ${pathsPattern(commands)}) at="\${at:+$at }$word" ;;
    esac
  done
  if [[ $current == --*=* ]]; then
    previous=\${current%%=*}
    compset -P 1 '*='
    current=\${current#*=}
  fi
  case "$at:$previous" in
${casesOf(commands, valueAction)}
    *)
      case "$at:$current" in
${commands.map(flagsCase).join('\n')}
${commands.map(argumentsCase).join('\n')}
      esac ;;
  esac
}
compdef _${name} ${name}
`;
}

function valueAction(values: Values): string {
  switch (values.kind) {
    case 'free':
      return '_message value';
    case 'files':
      return '_files';
    case 'words': {
      const add = `compadd -- ${values.words.join(' ')}`;
      // `sarif=FILE`: a format can be followed by a file name.
      return values.words.includes('sarif') ? `if compset -P 1 '*='; then _files; else ${add}; fi` : add;
    }
  }
}

function flagsCase({ path, options }: CompletedCommand): string {
  const entries = options.flatMap(({ flags, description }) =>
    flags.map((flag) => described(flag, description)),
  );
  return `        '${path}:-'*) described=(${entries.join(' ')}); _describe option described ;;`;
}

function argumentsCase({ path, subcommands, arguments: values }: CompletedCommand): string {
  const entries = subcommands.map(({ name, summary }) => described(name, summary));
  const action =
    entries.length > 0
      ? `described=(${entries.join(' ')}); _describe command described`
      : valueAction(values);
  return `        '${path}:'*) ${action} ;;`;
}

function described(word: string, text: string): string {
  return `'${word}:${oneLine(text)}'`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll("'", "'\\''");
}
