// Runs moto, the AWS emulator, as a child that never outlives the sandbox.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import timers from "node:timers/promises";
import { motoCommand } from "./moto-command";

export type Moto = { readonly url: string; readonly stop: () => Promise<void> };

export type MotoOptions = {
  /** The program and its first arguments; `motoCommand` by default. */
  readonly command?: readonly string[];
  /** The URL of a moto that runs already: none is started. The environment's `ORGWATCH_MOTO_URL` by default. */
  readonly url?: string | undefined;
  /** How long it may take to answer, in milliseconds. */
  readonly timeout?: number;
};

/** moto is missing, too old, or did not come up. The message says what to do. */
export class MotoUnavailable extends Error {
  override readonly name = "MotoUnavailable";
}

/** A moto that answers. Throws MotoUnavailable. `stop` leaves one alone that was running already. */
export async function startMoto(options: MotoOptions = {}): Promise<Moto> {
  const running = options.url ?? process.env.ORGWATCH_MOTO_URL;
  if (running) {
    const url = running.replace(/\/$/, "");
    if (!(await answers(url))) throw new MotoUnavailable(`No moto answers at ${url}.`);
    await checkVersion(url);
    return { url, stop: async () => undefined };
  }
  const port = await freePort();
  const command = options.command ?? motoCommand();
  const child = start([...command, "-H", "127.0.0.1", "-p", String(port)]);
  const url = `http://127.0.0.1:${port}`;
  const stop = () => end(child);
  try {
    await ready(url, child, command.join(" "), options.timeout ?? 30_000);
    await checkVersion(url);
  } catch (error) {
    await stop();
    throw error;
  }
  // Whatever moto says later nobody reads, but a full pipe would stop it.
  child.stderr?.removeAllListeners("data").resume();
  return { url, stop };
}

/**
 * A shell between the two watches a pipe from this process: when it closes, for whatever reason (also a crash or SIGKILL), the shell
 * ends moto. The program stands in the shell's arguments and not in its script, so nothing has to be quoted.
 */
const watcher = `exec 3<&0
"$@" 3<&- </dev/null & moto=$!
{ cat <&3 >/dev/null; kill "$moto" 2>/dev/null; } &
exec 3<&-
wait "$moto"`;

function start(command: readonly string[]): ChildProcess {
  return spawn("/bin/sh", ["-c", watcher, "sh", ...command], {
    stdio: ["pipe", "ignore", "pipe"],
    // Its own group, so that Ctrl-C reaches moto only after the sandbox has finished its work.
    detached: true,
  });
}

async function ready(url: string, child: ChildProcess, command: string, timeout: number): Promise<void> {
  let complaint = "";
  child.stderr?.on("data", (part: Buffer) => {
    complaint = (complaint + part.toString()).slice(-2_000);
  });
  const deadline = Date.now() + timeout;
  while (!(await answers(url))) {
    if (child.exitCode === 127) {
      throw new MotoUnavailable(
        `${command} was not found. Install it with: python3 -m pip install 'moto[all,server]>=5,<6'`,
      );
    }
    if (child.exitCode !== null) throw new MotoUnavailable(`${command} ended at once: ${complaint.trim()}`);
    if (Date.now() > deadline) throw new MotoUnavailable(`${command} did not answer within ${timeout} ms`);
    await timers.setTimeout(50);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/`)).ok;
  } catch {
    return false;
  }
}

/** moto tells its version nowhere; `/moto-api/config` came with version 5. */
async function checkVersion(url: string): Promise<void> {
  const answer = await fetch(`${url}/moto-api/config`);
  if (!answer.ok) throw new MotoUnavailable("This moto is older than version 5. Orgwatch needs moto 5.x.");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin?.end();
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No free port")),
      );
    });
  });
}
