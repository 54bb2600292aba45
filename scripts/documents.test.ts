// Everything that a document tells a person to type, open or look at is there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { runProgram } from "../packages/cli/src/run-program";
import { root } from "./lambda-packages";
import { anchorsIn, codeIn, filesIn, linksIn, orgwatchLines, pnpmScripts } from "./read-commands";

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "cdktf/README.md",
  "packages/cli/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
].map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

/** What `--help` of a command prints; its world is not needed for that. */
async function help(command: readonly string[]): Promise<string> {
  let out = "";
  const given = {
    lambdas: [],
    manifests: lambdas,
    terminal: { out: (text: string) => (out += text), err: () => {}, colours: false },
  };
  // Commands are offered by the parts of the world that are there, so every part is.
  const world = new Proxy(given, { get: (own, key) => Reflect.get(own, key) ?? {} });
  await runProgram([...command, "--help"], world as unknown as Parameters<typeof runProgram>[1]);
  return out;
}

const helps = new Map<string, Promise<string>>();
function helpOf(command: readonly string[]): Promise<string> {
  const key = command.join(" ");
  const found = helps.get(key) ?? help(command);
  helps.set(key, found);
  return found;
}

function subcommandsIn(text: string): readonly string[] {
  const [, list = ""] = text.split(/^Commands:$/m);
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = ""]) => name);
}

/** What is wrong with a command line, or undefined. */
async function problemOf(words: readonly string[]): Promise<string | undefined> {
  const path: string[] = [];
  const texts: string[] = [await helpOf([])];
  for (const word of words) {
    const subcommands = subcommandsIn(texts.at(-1) ?? "");
    if (subcommands.includes(word)) {
      path.push(word);
      texts.push(await helpOf(path));
    } else if (path.length === 0) return `there is no command ${word}`;
    else break;
  }
  const rest = words.slice(path.length);
  const options = rest.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split("=")[0] ?? "");
  const unknown = options.find(
    (option) => !texts.some((text) => ` ${text}`.match(new RegExp(`[ ,]${option}\\b`))),
  );
  if (unknown !== undefined) return `${path.join(" ")} has no option ${unknown}`;
  const [next = "-"] = rest;
  const takesWords = / \[[a-z-]+(\.\.\.)?\](?! \[command\])| </.test(
    (texts.at(-1) ?? "").split("\n")[0]?.replace("[options]", "") ?? "",
  );
  return /^[a-z]/.test(next) && subcommandsIn(texts.at(-1) ?? "").length > 0 && !takesWords
    ? `${path.join(" ")} has no command ${next}`
    : undefined;
}

const everywhere = <Found>(find: (text: string) => readonly Found[]) =>
  documents.flatMap(({ file, text }) => find(text).map((found) => ({ file, found })));

it("commands of orgwatch exist, with their options", async () => {
  const problems = await Promise.all(
    everywhere((text) => orgwatchLines(codeIn(text))).map(async ({ file, found }) => ({
      file,
      line: found.join(" "),
      problem: await problemOf(found),
    })),
  );
  expect(problems.length).toBeGreaterThan(20);
  expect(problems.filter(({ problem }) => problem !== undefined)).toEqual([]);
});

it("scripts that are run through pnpm exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const known = new Set([...Object.keys(scripts), "exec", "install"]);
  expect(everywhere((text) => pnpmScripts(codeIn(text))).filter(({ found }) => !known.has(found))).toEqual(
    [],
  );
});

it("files that are named exist", () => {
  // Records of choices name what was there when the choice was made.
  const today = everywhere((text) => filesIn(codeIn(text))).filter(({ file }) => !file.includes("/adr/"));
  expect(today.filter(({ found }) => !existsSync(join(root, found)))).toEqual([]);
});

it("links and pictures lead somewhere", () => {
  const broken = everywhere(linksIn).filter(({ file, found }) => {
    const [path = "", anchor] = found.split("#");
    const target = path === "" ? join(root, file) : join(root, dirname(file), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsIn(readFileSync(target, "utf8")).includes(anchor);
  });
  expect(broken).toEqual([]);
});

it("every document is in the index", () => {
  const index = readFileSync(join(root, "docs/README.md"), "utf8");
  const linked = new Set(linksIn(index).map((link) => join("docs", link)));
  const missing = documents
    .map(({ file }) => relative(root, join(root, file)))
    .filter((file) => file.startsWith("docs/") && !file.includes("/adr/") && file !== "docs/README.md")
    .filter((file) => !linked.has(file));
  expect(missing).toEqual([]);
});
