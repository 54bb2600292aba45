// The script for bash 3.2 and later: macOS still has that one.
import type { CommandNode } from "./command-tree";
import { quoted } from "./quote";
import { optionValues, subcommandArms, valueArms } from "./shell-walk";

/** Completes the program of that name. */
export function bashScript(program: string, tree: readonly CommandNode[]): string {
  const name = `_${program}_completion`;
  const values = optionValues(tree).map(({ pattern, value }) => {
    if (value === "file") return `    ${pattern}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`;
    return `    ${pattern}) ${value === "any" ? "return" : `${reply(value)}; return`} ;;`;
  });
  const nexts = tree.map(({ path, words, options }) => {
    const flags = options.flatMap((option) => option.flags.filter((flag) => flag.startsWith("--")));
    return [
      `    ${quoted(path)})`,
      `      if [[ $cur == -* ]]; then ${reply(flags)}; else ${reply(words.map(({ word }) => word))}; fi ;;`,
    ].join("\n");
  });
  return `# bash completion of ${program}, made by: ${program} completion bash
${name}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at= word skip= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ -n $skip ]]; then skip=; continue; fi
    case "$at $word" in
${[...subcommandArms(tree), ...valueArms(tree)].join("\n")}
    esac
  done
  case "$at $prev" in
${values.join("\n")}
  esac
  case "$at" in
${nexts.join("\n")}
  esac
}
complete -F ${name} ${program}
`;
}

/** Words of ours hold no spaces: compgen splits its list at them. */
function reply(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W ${quoted(words.join(" "))} -- "$cur"))`;
}
