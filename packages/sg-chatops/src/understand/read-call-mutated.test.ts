import { authorShape, ruleChangeShape } from "@orgwatch/core/security-groups/change";
import { seeded } from "@orgwatch/core/testing/seeded";
import * as z from "zod/mini";
import type { ReadCall } from "./group-call";
import { readCall } from "./read-call";
import { allRecords, eventOf } from "./records/all-records";
import { mutate } from "./records/damage-record";
import { resolveRules } from "./resolve-rules";

const successes = allRecords
  .filter(({ read }) => read.kind === "change")
  .map((one) => ({ name: one.name, body: eventOf(one) }));
/** What says whether the call succeeded, and which call it was. */
const decisive = new Set([
  "source",
  "eventSource",
  "eventName",
  "errorCode",
  "errorMessage",
  "_return",
  "return",
  "dryRun",
]);
const changeParts = z.object({
  changeId: z.string().check(z.minLength(1), z.maxLength(200)),
  eventTime: z.iso.datetime(),
  accountId: z.string().check(z.minLength(1), z.maxLength(12)),
  region: z.string().check(z.minLength(1), z.maxLength(40)),
  author: authorShape,
  ruleChanges: z.array(ruleChangeShape),
});

/** One record, damaged up to three times. */
function damagedRecord(random: () => number) {
  const one = successes[Math.floor(random() * successes.length)];
  if (one === undefined) throw new Error("There is no record to damage.");
  let body: unknown = one.body;
  const paths: (readonly string[])[] = [];
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    const mutated = mutate(body, random);
    body = mutated.body;
    paths.push(mutated.path);
  }
  const isDecisive =
    paths.some((path) => path.length === 1 && path[0] === "detail") ||
    paths.some((path) => path.some((name) => decisive.has(name)));
  return { name: one.name, body, paths, isDecisive };
}

/** What is wrong with a reading of a damaged success; undefined when nothing is. */
function complaint(read: ReadCall, isDecisive: boolean): string | undefined {
  if (read.kind === "ignored") return isDecisive ? undefined : `silently ignored: ${read.because}`;
  const { ruleChanges } = resolveRules(read.call, { known: new Map(), current: [] });
  const parsed = changeParts.safeParse({ ...read.call, ruleChanges });
  if (!parsed.success) return z.prettifyError(parsed.error);
  const length = JSON.stringify(read).length;
  return length > 20_000 ? `${length} characters long` : undefined;
}

describe("10,000 damaged records of calls that succeeded", () => {
  it("are all told, unless the damage says that nothing has changed", () => {
    const random = seeded(20300107);
    const kinds = { change: 0, ignored: 0 };
    const complaints: unknown[] = [];
    for (let round = 0; round < 10_000; round += 1) {
      const { name, body, paths, isDecisive } = damagedRecord(random);
      const read = readCall(body);
      kinds[read.kind] += 1;
      const wrong = complaint(read, isDecisive);
      if (wrong !== undefined) complaints.push({ round, name, paths, wrong });
    }
    expect(complaints).toEqual([]);
    expect(kinds.change).toBeGreaterThan(8000);
    expect(kinds.ignored).toBeGreaterThan(100);
  });
});
