import type { CompletedCommand, Values } from './completion-model.ts';
import { casesOf, pathsPattern } from './shell-cases.ts';

/** For bash 3.2 or later. If the reply is empty, readline completes file names. */
export function bashCompletion(name: string, commands: readonly CompletedCommand[]): string {
  return `# bash completion for ${name}. Load it with: source <(${name} completion bash)
_${name}() {
  local line=\${COMP_LINE:0:COMP_POINT} current='' at='' previous='' word='' list='' reply=''
  local -a entered
  COMPREPLY=()
  read -ra entered <<< "$line"
  if [[ $line != *[[:space:]] ]]; then
    current=\${entered[\${#entered[@]}-1]}
    unset "entered[\${#entered[@]}-1]"
  fi
  for word in "\${entered[@]:1}"; do
    previous=$word
    case "$at $word" in
      ${pathsPattern(commands)}) at="\${at:+$at }$word" ;;
    esac
  done
  # readline replaces only what follows the last "=".
  if [[ $current == --*=* ]]; then
    previous=\${current%%=*}
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
  while IFS= read -r reply; do
    [[ $current == *=* ]] && reply=\${reply#"\${current%=*}="}
    [[ -n $reply ]] && COMPREPLY+=("$reply")
  done < <(compgen -W "$list" -- "$current")
}
complete -o default -F _${name} ${name}
`;
}

function valueAction(values: Values): string {
  return values.kind === 'words' ? `list='${values.words.join(' ')}'` : 'return';
}

function flagsCase({ path, options }: CompletedCommand): string {
  return `        '${path}:-'*) list='${options.flatMap(({ flags }) => flags).join(' ')}' ;;`;
}

function argumentsCase({ path, subcommands, arguments: values }: CompletedCommand): string {
  const names = subcommands.map(({ name }) => name);
  const list = values.kind === 'words' ? values.words : names;
  return `        '${path}:'*) list='${list.join(' ')}' ;;`;
}
