// Finds moto 5, the AWS emulator behind the sandbox, or installs a pinned one into a virtual environment of Orgwatch's own.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const pinned = "5.2.1";
const ownFolder = join(import.meta.dirname, "../../../.orgwatch/moto");
const ownCommand = join(ownFolder, "bin/moto_server");

const launcher = join(import.meta.dirname, "serve-moto.py");

/** How moto 5 is started: by our own launcher, with the Python that has moto. The launcher ends with 127 where there is none. */
export function motoCommand(): readonly string[] {
  return [existsSync(ownCommand) ? join(ownFolder, "bin/python") : "python3", launcher];
}

/** moto 5's own program: the one on the PATH, or the one installed here before. Undefined when there is neither. */
function findMoto(): string | undefined {
  if (onPath()) return "moto_server";
  return existsSync(ownCommand) ? ownCommand : undefined;
}

/** Whether `moto_server` is on the PATH with a version 5; the Python on the PATH knows its version. */
function onPath(): boolean {
  if (spawnSync("sh", ["-c", "command -v moto_server"]).status !== 0) return false;
  const question = 'import importlib.metadata as m; print(m.version("moto"))';
  const answer = spawnSync("python3", ["-c", question], { encoding: "utf8" });
  return answer.status === 0 && answer.stdout.startsWith("5.");
}

/**
 * The command that starts moto 5, after installing it where there is none (a minute or two, once).
 * @throws Error that says what is missing: Python 3.9 with venv, or a package index.
 */
export function ensureMoto(say: (line: string) => void): string {
  const found = findMoto();
  if (found) return found;
  say(`Installing moto ${pinned} (the AWS emulator) into .orgwatch/moto …`);
  try {
    execFileSync("python3", ["-m", "venv", ownFolder], { stdio: "pipe" });
    const pip = ["install", "--quiet", "--disable-pip-version-check", `moto[all,server]==${pinned}`];
    execFileSync(join(ownFolder, "bin/pip"), pip, { stdio: "pipe" });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(`moto could not be installed; it needs Python 3.9 or newer with venv and pip.\n${words}`);
  }
  return ownCommand;
}
