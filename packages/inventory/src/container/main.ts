// The image's entry: `orchestrate` in the CronJob, `run` and `finish` in the Jobs that it creates. Each loads only what it needs.
import { reasonOf } from "@orgwatch/core/errors";
import { type Log, newLog } from "@orgwatch/core/log";

type Command = (environment: NodeJS.ProcessEnv, log: Log) => Promise<void>;

const commands = new Map<string, () => Promise<Command>>([
  ["orchestrate", async () => (await import("./orchestrate-command")).orchestrateCommand],
  ["run", async () => (await import("./run-command")).runCommand],
  ["finish", async () => (await import("./finish-command")).finishCommand],
]);

/** The program's exit status: only 0 makes Kubernetes call the pod a success. */
async function main(name: string): Promise<number> {
  const log = newLog(`inventory-${name}`);
  const load = commands.get(name);
  if (load === undefined) {
    log.error("no such command", { commands: [...commands.keys()].join(", ") });
    return 2;
  }
  try {
    await (await load())(process.env, log);
    return 0;
  } catch (error) {
    log.error(`${name} failed`, { reason: reasonOf(error) });
    return 1;
  }
}

// The first process of a container has no handler of its own: without this one Kubernetes waits 30 s, and kills it.
process.once("SIGTERM", () => process.exit(143));

void main(process.argv[2] ?? "").then((status) => {
  process.exitCode = status;
});
