// Makes one sample finding, and finds out which it is: GuardDuty does not say.
import { waitingWords } from "../progress/waiting-words";
import type { Terminal } from "../terminal";
import { wordsOf } from "../words-of-error";
import type { SampleAccount, SampleFinding } from "./sample-account";
import { chooseType } from "./sample-types";

/** A sample is there within seconds. */
const patienceMs = 60_000;
const pollMs = 1000;

/** GuardDuty took the call, and no sample was seen. Whoever reads it must know that one may be there all the same, and is left as it is. */
export class NoSample extends Error {
  override readonly name = "NoSample";
  constructor(words: string, options?: ErrorOptions) {
    super(`GuardDuty took the call, and ${words}`, options);
  }
}

type Tools = {
  readonly terminal: Terminal;
  readonly now: () => Date;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

/** Makes a sample of one of these types. Rejects with NoSample, NoDetector or what AWS says. */
export async function makeSample(
  types: readonly string[],
  account: Pick<SampleAccount, "samples" | "create">,
  tools: Tools,
): Promise<SampleFinding> {
  const before = await account.samples(types);
  const type = chooseType(types, before) ?? "";
  await account.create(type);
  try {
    return await findMade(type, before, account, tools);
  } catch (error) {
    if (error instanceof NoSample) throw error;
    throw new NoSample(
      `a sample of ${type} could not be looked for (${wordsOf(error)}): it may be there, and is not archived`,
      { cause: error },
    );
  }
}

/** Looks at least once, also when nobody waits any more: what was made is to be archived. */
async function findMade(
  type: string,
  before: readonly SampleFinding[],
  account: Pick<SampleAccount, "samples">,
  { terminal, now, wait, signal }: Tools,
): Promise<SampleFinding> {
  const known = new Map(before.map(({ id, updatedAt }) => [id, updatedAt]));
  const startedAt = now();
  for (;;) {
    const made = (await account.samples([type])).find(({ id, updatedAt }) => known.get(id) !== updatedAt);
    if (made !== undefined) return made;
    const late = now().getTime() - startedAt.getTime() >= patienceMs;
    if (signal.aborted || late)
      throw new NoSample(
        `showed no sample of ${type} ${late ? "within a minute" : "before it was interrupted"}: it may come later, and is not archived then`,
      );
    terminal.status?.(waitingWords("GuardDuty", startedAt, now()));
    await wait(pollMs, signal);
  }
}
