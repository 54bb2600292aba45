// `orgwatch completion`: a script for the user's shell, made from the commands themselves.
import { Argument, type Command } from "commander";
import { z } from "zod";
import type { Terminal } from "../terminal";
import { bashScript } from "./bash-script";
import { commandTree } from "./command-tree";
import { fishScript } from "./fish-script";
import { zshScript } from "./zsh-script";

const shells = ["bash", "zsh", "fish"] as const;
const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

const help = `
It completes the word orgwatch. If that is no command of yours, make it one in your shell's own file, and run it in this repository:

  bash, zsh  orgwatch() { npx pnpm@10.34.8 --silent orgwatch "$@"; }
  fish       function orgwatch; npx pnpm@10.34.8 --silent orgwatch $argv; end

Then:

  bash  orgwatch completion bash > ~/.local/share/bash-completion/completions/orgwatch
  zsh   orgwatch completion zsh > "\${fpath[1]}/_orgwatch"
  fish  orgwatch completion fish > ~/.config/fish/completions/orgwatch.fish`;

/** Adds the command to the program. It completes what is in the program when it runs, so also commands that are added later. */
export function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command("completion")
    .description("Prints a script that completes orgwatch's commands, options and choices in a shell.")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .addHelpText("after", help)
    .action((given: unknown) => {
      terminal.out(scripts[z.enum(shells).parse(given)](program.name(), commandTree(program)));
    });
}
