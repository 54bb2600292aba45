// Makes one sample finding, and finds out which it is: GuardDuty does not say.
import { waitingWords } from "../progress/waiting-words";
import type { Terminal } from "../terminal";
import type { SampleAccount, SampleFinding } from "./sample-account";
import { chooseType } from "./sample-types";

/** A sample is there within seconds. */
const patienceMs = 60_000;
const pollMs = 1000;

/** GuardDuty took the call, and no sample was seen. */
export class NoSample extends Error {
  override readonly name = "NoSample";
  constructor(type: string) {
    super(`GuardDuty took the call, and made no sample of ${type} within a minute`);
  }
}

/** Makes a sample of one of these types. Rejects with NoSample, NoDetector or what AWS says. */
export async function makeSample(
  types: readonly string[],
  account: Pick<SampleAccount, "samples" | "create">,
  tools: {
    readonly terminal: Terminal;
    readonly now: () => Date;
    readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
    readonly signal: AbortSignal;
  },
): Promise<SampleFinding> {
  const { terminal, now, wait, signal } = tools;
  const before = await account.samples(types);
  const type = chooseType(types, before) ?? "";
  const known = new Map(before.map(({ id, updatedAt }) => [id, updatedAt]));
  const startedAt = now();
  await account.create(type);
  while (!signal.aborted && now().getTime() - startedAt.getTime() < patienceMs) {
    const made = (await account.samples([type])).find(({ id, updatedAt }) => known.get(id) !== updatedAt);
    if (made !== undefined) return made;
    terminal.status?.(waitingWords("GuardDuty", startedAt, now()));
    await wait(pollMs, signal);
  }
  throw new NoSample(type);
}
