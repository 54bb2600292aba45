// The script for fish 3, with descriptions.
import type { CommandNode, OptionNode } from "./command-tree";
import { quotedForFish } from "./quote";

/** Completes the program of that name. */
export function fishScript(program: string, tree: readonly CommandNode[]): string {
  const at = `__${program}_at`;
  const only = (path: string) => `complete -c ${program} -n ${quotedForFish(`${at} ${quotedForFish(path)}`)}`;
  const lines = tree.flatMap(({ path, words, options }) => [
    ...words.map(
      ({ word, description }) => `${only(path)} -a ${quotedForFish(word)} -d ${quotedForFish(description)}`,
    ),
    ...options.map((option) => `${only(path)} ${optionWords(option)}`),
  ]);
  return `# fish completion of ${program}, made by: ${program} completion fish
function ${at}
  set -l at ""
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
      continue
    end
    switch "$at $word"
${arms(tree).join("\n")}
    end
  end
  test "$at" = "$argv[1]"
end
complete -c ${program} -f
${lines.join("\n")}
`;
}

/** Without the dashes, as fish wants them; a value is required (-x, and -r where it is a file). */
function optionWords({ flags, description, value }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const values = typeof value === "string" ? "" : ` -a ${quotedForFish(value.join(" "))}`;
  const needs = value === "none" ? "" : value === "file" ? " -r -F" : " -x";
  return `${names.join(" ")}${needs}${values} -d ${quotedForFish(description)}`;
}

function arms(tree: readonly CommandNode[]): readonly string[] {
  return tree.flatMap(({ path, words, options }) => {
    const line = (names: readonly string[], act: string) =>
      names.length === 0
        ? []
        : [`      case ${names.map((name) => quotedForFish(`${path} ${name}`)).join(" ")}`, `        ${act}`];
    const flags = options.filter(({ value }) => value !== "none").flatMap((option) => option.flags);
    const commands = words.filter(({ command }) => command).map(({ word }) => word);
    return [...line(commands, 'set at (string trim "$at $word")'), ...line(flags, "set skip yes")];
  });
}
