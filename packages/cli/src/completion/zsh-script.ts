// The script for zsh, with descriptions.
import type { CommandNode } from "./command-tree";
import { quoted } from "./quote";
import { optionValues, subcommandArms, valueArms } from "./shell-walk";

/** Completes the program of that name; for a folder of `fpath`, and to be sourced. */
export function zshScript(program: string, tree: readonly CommandNode[]): string {
  const values = optionValues(tree).map(({ pattern, value }) => {
    if (value === "file") return `    ${pattern}) _files; return ;;`;
    return `    ${pattern}) ${value === "any" ? "return" : `compadd -- ${value.map(quoted).join(" ")}; return`} ;;`;
  });
  const nexts = tree.map(({ path, words, options }) => {
    const flags = options.flatMap(({ flags, description }) =>
      flags.filter((flag) => flag.startsWith("--")).map((word) => ({ word, description })),
    );
    return [
      `    ${quoted(path)})`,
      `      if [[ $cur == -* ]]; then offered=(${described(flags)})`,
      `      else offered=(${described(words)}); fi ;;`,
    ].join("\n");
  });
  return `#compdef ${program}
# zsh completion of ${program}, made by: ${program} completion zsh
_${program}() {
  local cur="\${words[CURRENT]}" prev="\${words[CURRENT-1]}" at= word skip= i
  local -a offered
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
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
  _describe word offered
}
if [ "$funcstack[1]" = "_${program}" ]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

/** `word:description` as _describe takes it. */
function described(words: readonly { readonly word: string; readonly description: string }[]): string {
  return words
    .map(({ word, description }) => quoted(`${word.replaceAll(":", "\\:")}:${description}`))
    .join(" ");
}
