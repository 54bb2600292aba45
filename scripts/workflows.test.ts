import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lambda-packages";

const folder = join(root, ".github", "workflows");
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), "utf8"),
}));

/** The values of a key, wherever it stands. */
function valuesOf(text: string, key: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\\s*(?:- )?${key}: *(.+)$`, "gm"))].map(([, value = ""]) => value);
}

describe.each(workflows)("the workflow $name", ({ text }) => {
  it("runs only actions that are pinned to a commit, with the version beside it", () => {
    for (const action of valuesOf(text, "uses"))
      expect(action).toMatch(
        /^(\.\/\.github\/workflows\/\S+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
  });

  it("may do nothing that it does not name", () => {
    expect(text).toMatch(/^permissions:/m);
    expect(text).not.toMatch(/write-all|pull_request_target/);
  });

  it("never puts an expression of GitHub's into a command, where a branch's name would be one", () => {
    const commands = text.match(/^ +(?:- )?run: (?:\|\n(?: {10}.*\n?)+|.*)/gm) ?? [];
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).not.toContain("${{");
  });

  it("calls scripts and tools that are there", () => {
    for (const script of text.match(/\bscripts\/[\w-]+/g) ?? [])
      expect([script, existsSync(join(root, script))]).toEqual([script, true]);
  });
});

it("pins an action to the same commit everywhere, and pnpm as package.json does", () => {
  const all = workflows.map(({ text }) => text).join("\n");
  const pins = new Map<string, Set<string>>();
  for (const action of valuesOf(all, "uses").filter((one) => one.includes("@"))) {
    const [name = "", pin = ""] = action.split("@");
    pins.set(name, new Set([...(pins.get(name) ?? []), pin]));
  }
  expect([...pins].filter(([, found]) => found.size > 1)).toEqual([]);
  const { packageManager }: { readonly packageManager: string } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  expect(new Set(all.match(/pnpm@[\d.]+/g))).toEqual(new Set([packageManager]));
});
