import { execFileSync } from "node:child_process";
import { Argument, Command, Option } from "commander";
import { addCompletion } from "./completion-command";

/** A small program with the forms that commands have. */
function program(): Command {
  const root = new Command("orgwatch").exitOverride().enablePositionalOptions();
  const cases = root.command("cases").description("AWS Support's cases");
  cases
    .command("list")
    .description("Lists them; the reader's own time")
    .addOption(new Option("-s, --status <status...>", "only these").choices(["open", "resolved"]))
    .option("--region <region>", "the home region")
    .option("--json", "as JSON");
  cases.command("show").description("Shows one").argument("<number>");
  cases.command("secret", { hidden: true });
  root
    .command("decide")
    .description("Keeps or denies")
    .addArgument(new Argument("<decision>", "what to do").choices(["keep", "deny"]))
    .option("--out <file>", "where to");
  return root;
}

async function script(shell: string): Promise<string> {
  let out = "";
  const root = program();
  addCompletion(root, {
    out: (text) => {
      out += text;
    },
    err: () => {},
    colours: false,
  });
  await root.parseAsync(["completion", shell], { from: "user" });
  return out;
}

/** What bash offers when the last word is being typed, in order. */
function offered(source: string, words: readonly string[]): readonly string[] {
  const call = `${source}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _orgwatch_completion; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync("bash", ["-c", call, "bash", "orgwatch", ...words], { encoding: "utf8" });
  return out.split("\n").filter((line) => line !== "");
}

describe("in bash", () => {
  it.each<[string, string[], string[]]>([
    ["commands", [""], ["cases", "decide", "completion", "help"]],
    ["a command that was begun", ["ca"], ["cases"]],
    ["subcommands, without hidden ones", ["cases", ""], ["list", "show", "help"]],
    ["options, by their long names", ["cases", "list", "-"], ["--status", "--region", "--json", "--help"]],
    ["the choices of an option", ["cases", "list", "--status", ""], ["open", "resolved"]],
    ["the choices of its short form", ["cases", "list", "-s", "r"], ["resolved"]],
    ["the choices of an argument", ["decide", ""], ["keep", "deny"]],
    ["nothing for a value that anything may be", ["cases", "list", "--region", ""], []],
    ["files where a file is meant", ["decide", "--out", "/etc/host"], ["/etc/hosts", "/etc/hostname"]],
    ["no command of a value's name", ["cases", "list", "--region", "cases", "--j"], ["--json"]],
    ["its own shells", ["completion", "z"], ["zsh"]],
  ])("offers %s", async (_, words, expected) => {
    const found = offered(await script("bash"), words);
    // What lies in a folder has no order, and is this machine's.
    if (words.includes("--out")) expect(found).toEqual(expect.arrayContaining(["/etc/hosts"]));
    else expect(found).toEqual(expected);
  });
});

it("writes zsh's script with descriptions", async () => {
  expect((await script("zsh")).split("\n")).toMatchSnapshot();
});

it("writes fish's script with descriptions", async () => {
  expect((await script("fish")).split("\n")).toMatchSnapshot();
});

it("knows no other shell", async () => {
  const root = program().configureOutput({ writeErr: () => {} });
  addCompletion(root, { out: () => {}, err: () => {}, colours: false });
  for (const one of root.commands) one.exitOverride().configureOutput({ writeErr: () => {} });
  await expect(root.parseAsync(["completion", "tcsh"], { from: "user" })).rejects.toThrow(
    "Allowed choices are bash, zsh, fish",
  );
});
