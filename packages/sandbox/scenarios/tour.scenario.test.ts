// README shows what the demo does: it does it, and README shows it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtBundles } from "./built-bundles";
import { comparable } from "./comparable";
import { demoCommand, transcriptIn } from "./tour-transcript";

const root = join(import.meta.dirname, "../../..");

/** What `scripts/demo` prints before what is run here, which does not install and build again. */
const before = [`$ ${demoCommand}`, "Installing the workspace …", "[<seconds>] Building the lambdas …"];

/** Runs the tour to its end as the demo does. What it writes as errors is the test's own. */
function runTour(): Promise<{ readonly exitCode: number | null; readonly printed: string }> {
  builtBundles();
  const program = join(root, "packages/sandbox/src/main.ts");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", program, "--tour", "--once", "--built", "--port", "0"],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"], timeout: 590_000 },
  );
  const parts: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (part: string) => parts.push(part));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, printed: parts.join("") }));
  });
}

it("README's transcript is what the tour tells (packages/sandbox/scenarios/write-tour.ts writes it again)", async () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const { exitCode, printed } = await runTour();
  expect({ exitCode, transcript: comparable(transcriptIn(readme)).split("\n") }).toEqual({
    exitCode: 0,
    transcript: [...before, ...comparable(printed.trimEnd()).split("\n")],
  });
}, 600_000);
