// The part that bash and zsh share: from the words before the cursor to the command they name, and the option whose value comes next.
import type { CommandNode, OptionNode } from "./command-tree";
import { quoted } from "./quote";

/** The pattern of a `case` over "the command's path, a space, a word"; the path of the program itself is empty. */
const arm = (path: string, words: readonly string[]) =>
  words.map((word) => quoted(`${path} ${word}`)).join("|");

/** Arms of a `case` that lengthen `at`, the path so far, when the word is a subcommand of it. */
export function subcommandArms(tree: readonly CommandNode[]): readonly string[] {
  return tree.flatMap(({ path, words }) => {
    const names = words.filter(({ command }) => command).map(({ word }) => word);
    return names.length === 0 ? [] : [`      ${arm(path, names)}) at="\${at:+$at }$word" ;;`];
  });
}

/** Arms of the same `case` that skip the word after an option that takes one. */
export function valueArms(tree: readonly CommandNode[]): readonly string[] {
  return tree.flatMap(({ path, options }) => {
    const flags = options.filter(({ value }) => value !== "none").flatMap((option) => option.flags);
    return flags.length === 0 ? [] : [`      ${arm(path, flags)}) skip=1 ;;`];
  });
}

/** For each option that takes a value, the pattern and what the value may be. */
export function optionValues(
  tree: readonly CommandNode[],
): readonly { readonly pattern: string; readonly value: Exclude<OptionNode["value"], "none"> }[] {
  return tree.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) => (value === "none" ? [] : [{ pattern: arm(path, flags), value }])),
  );
}
