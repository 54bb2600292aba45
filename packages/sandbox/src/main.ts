// The sandbox as a program: `--tour` shows every job and stays, `--once` ends after it, `--port` chooses another port, `--built` takes the
// bundles that are there.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureMoto } from "./moto-command";
import { startSandbox } from "./sandbox";
import { tour } from "./tour";

const root = join(import.meta.dirname, "../../..");
const say = (line: string) => console.log(line);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      tour: { type: "boolean", default: false },
      once: { type: "boolean", default: false },
      port: { type: "string", default: "4566" },
      built: { type: "boolean", default: false },
    },
  });
  const began = Date.now();
  const step = (words: string) => say(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${words}`);
  if (!values.built) {
    step("Building the lambdas …");
    execFileSync(join(root, "node_modules/.bin/tsx"), ["scripts/build.ts"], { cwd: root, stdio: "ignore" });
  }
  ensureMoto(step);
  step("Starting moto, the gateway and Slack, founding an organization …");
  const sandbox = await startSandbox({ port: Number(values.port), bundles: join(root, "dist") });
  const ended = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  try {
    const { accounts, regions } = sandbox.organization;
    const units = new Set(
      accounts.flatMap(({ organizationalUnits }) => organizationalUnits.map(({ id }) => id)),
    );
    step(`${accounts.length} accounts in ${units.size} OUs, ${regions.length} regions. Wiring the lambdas …`);
    const host = await sandbox.runManifests();
    await host.run("account-directory");
    step("Ready.");
    const result =
      values.tour || values.once
        ? await Promise.race([tour(sandbox, host, say), ended.then(() => undefined)])
        : undefined;
    if (result) {
      say("");
      step(result.complete ? "Everything arrived." : "Not everything arrived.");
    }
    if (values.once) return result?.complete ? 0 : 1;
    say(`\nThe page: ${sandbox.url}   (Ctrl-C ends the sandbox)`);
    await ended;
    return 0;
  } finally {
    await sandbox.stop();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
