// What the Dockerfile says, for machines that have no Docker: its instructions, and the program that it builds.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const repository = join(import.meta.dirname, "../../../../..");

/** An instruction of the Dockerfile, continued lines joined. */
export type Instruction = { readonly word: string; readonly rest: string };

export function dockerfile(): Instruction[] {
  const text = readFileSync(join(repository, "packages/inventory/Dockerfile"), "utf8");
  return text
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\s*\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => {
      const [, word, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
      return word === undefined || rest === undefined ? [] : [{ word, rest }];
    });
}

/** Builds the program with the Dockerfile's own command; answers its entry. */
export function buildProgram(folder: string): string {
  const command = dockerfile().find(({ rest }) => rest.includes("esbuild"))?.rest ?? "";
  const here = command.replace("--outdir=bundle", `--log-level=warning --outdir=${folder}`);
  execFileSync("sh", ["-c", here], { cwd: repository, stdio: "inherit" });
  return join(folder, "main.mjs");
}

export type Ended = { readonly status: number | null; readonly log: readonly Record<string, unknown>[] };

/** Runs the program as a container would: with this environment and no other. */
export function runProgram(
  entry: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn(process.execPath, [entry, ...args], { env: { ...environment } });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      const lines = Buffer.concat(chunks).toString().split("\n");
      resolve({ status, log: lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line)) });
    });
  });
}
