// The commands, options and choices as commander knows them: what a shell can complete.
import type { Argument, Command, Option } from "commander";

/** `value` is what stands after it: nothing, one of some words, a file, or anything; `many`: more than one may stand there. */
export type OptionNode = {
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: "none" | "any" | "file" | readonly string[];
  readonly many: boolean;
};

/** `path` is what stands before, e.g. `cases list`; `words` are what may come next, subcommands and an argument's choices. */
export type CommandNode = {
  readonly path: string;
  readonly words: readonly {
    readonly word: string;
    readonly description: string;
    readonly command: boolean;
  }[];
  readonly options: readonly OptionNode[];
};

/** The command and all below it, as its help shows them: hidden ones are not completed. */
export function commandTree(command: Command, path = ""): readonly CommandNode[] {
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command).map((one) => ({
    word: one.name(),
    description: help.subcommandDescription(one),
    command: true,
  }));
  const choices = command.registeredArguments.flatMap(({ argChoices = [], description }: Argument) =>
    argChoices.map((word) => ({ word, description, command: false })),
  );
  const node = {
    path,
    words: [...subcommands, ...choices],
    options: help.visibleOptions(command).map(optionNode),
  };
  const below = command.commands.filter((one) => subcommands.some(({ word }) => word === one.name()));
  return [node, ...below.flatMap((one) => commandTree(one, `${path} ${one.name()}`.trim()))];
}

function optionNode(option: Option): OptionNode {
  const { short, long, description, variadic: many } = option;
  return {
    flags: [short, long].filter((flag) => flag != null),
    description,
    value: valueAfter(option),
    many,
  };
}

function valueAfter({ required, optional, argChoices, flags }: Option): OptionNode["value"] {
  if (!required && !optional) return "none";
  if (argChoices !== undefined) return argChoices;
  return /[<[](file|path|folder|directory)/.test(flags) ? "file" : "any";
}
