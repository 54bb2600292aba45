import { memoryCases } from "./cases/testing/memory-home";
import { memoryInventory } from "./inventory/testing/memory-inventory";
import { memoryManualOps } from "./manual-ops/testing/memory-world";
import { runProgram } from "./run-program";
import { memorySg } from "./sg/testing/memory-sg";
import { memoryTagAudit } from "./tag-audit/testing/memory-audit";
import { arnOfQueue, type MemoryQueues, memoryQueues } from "./testing/memory-queues";

const dead = "orgwatch-slack-notifier-dead-letters";
const alerts = "orgwatch-slack-notifier-platform-alert";

/** Runs a command line where `us-west-2` has the given queues, and every other region none. */
async function run(
  args: readonly string[],
  queues: MemoryQueues,
  options: { ownRegion?: string; signal?: AbortSignal } = {},
) {
  let out = "";
  let err = "";
  const code = await runProgram(args, {
    ...memoryManualOps(),
    ...memoryCases(),
    ...memorySg(),
    ...memoryTagAudit(),
    ...memoryInventory(),
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      colours: false,
    },
    lambdas: ["account-directory", "slack-notifier"],
    ownRegion: async () => {
      if (options.ownRegion === undefined) throw new Error("Region is missing");
      return options.ownRegion;
    },
    queuesIn: (region) => (region === "us-west-2" ? queues : memoryQueues([])),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, out, err };
}

const reason = "NeverAgain: token_revoked";

function oneLetter(): MemoryQueues {
  const queues = memoryQueues([dead, alerts]);
  const attributes = {
    reason,
    origin: arnOfQueue(alerts),
    firstSentAt: "2030-01-07T09:00:00.000Z",
    receives: "1",
  };
  queues.put(dead, { id: "m-1", body: "The export is late", attributes });
  return queues;
}

it("shows what waits in the own region, and what to do", async () => {
  expect(await run(["redrive"], oneLetter(), { ownRegion: "us-west-2" })).toEqual({
    code: 0,
    err: "",
    out: `us-west-2  orgwatch-slack-notifier-dead-letters: 1 dead letter

  m-1  first sent 2030-01-07T09:00:00.000Z, received once
    about   The export is late
    from    orgwatch-slack-notifier-platform-alert
    reason  NeverAgain: token_revoked

region     queue                                    found  sent  kept
us-west-2  orgwatch-account-directory-dead-letters      -     -     -  no such queue
us-west-2  orgwatch-slack-notifier-dead-letters         1     0     1

Nothing was sent. Mend what the reasons name, then run it again with --send.
`,
  });
});

it("sends with --send, in the given regions", async () => {
  const queues = oneLetter();
  const args = ["redrive", "--region", "us-east-1", "us-west-2", "--lambda", "slack-notifier", "--send"];
  expect(await run(args, queues)).toEqual({
    code: 0,
    err: "",
    out: `us-west-2  orgwatch-slack-notifier-dead-letters: 1 dead letter

  m-1  first sent 2030-01-07T09:00:00.000Z, received once
    about   The export is late
    from    orgwatch-slack-notifier-platform-alert
    reason  NeverAgain: token_revoked
    sent back

region     queue                                 found  sent  kept
us-east-1  orgwatch-slack-notifier-dead-letters      -     -     -  no such queue
us-west-2  orgwatch-slack-notifier-dead-letters      1     1     0

`,
  });
  expect(queues.bodies(alerts)).toEqual(["The export is late"]);
});

it("fails when a letter could not be sent", async () => {
  const queues = oneLetter();
  queues.put(dead, { id: "m-2" });
  const { code, out } = await run(["redrive", "--region", "us-west-2", "--send"], queues);
  expect([code, out.includes("kept: nothing says which queue it came from"), queues.visible(dead)]).toEqual([
    1,
    true,
    ["m-2"],
  ]);
});

it("prints one JSON document with --json", async () => {
  const args = ["redrive", "--region", "us-west-2", "--lambda", "slack-notifier", "--json", "--limit", "1"];
  const { code, out, err } = await run(args, oneLetter());
  expect({ code, err, report: JSON.parse(out) }).toEqual({
    code: 0,
    err: "",
    report: {
      sending: false,
      endedBy: "limit",
      queues: [
        {
          region: "us-west-2",
          lambda: "slack-notifier",
          queue: dead,
          exists: true,
          others: 0,
          problems: [],
          letters: [
            {
              id: "m-1",
              firstSentAt: "2030-01-07T09:00:00.000Z",
              receives: 1,
              origin: arnOfQueue(alerts),
              reason,
              about: "The export is late",
              outcome: "shown",
            },
          ],
        },
      ],
    },
  });
});

it("counts the limit over all queues, and does not touch what lies beyond it", async () => {
  const other = "orgwatch-account-directory-dead-letters";
  const queues = oneLetter();
  queues.put(other, { id: "m-2" });
  queues.put(other, { id: "m-3" });
  const args = ["redrive", "--region", "us-west-2", "--json", "--limit"];
  const found = async (limit: string) => {
    const { out } = await run([...args, limit], queues);
    return JSON.parse(out).queues.map(({ letters, others }: { letters: unknown[]; others: number }) => [
      letters.length,
      others,
    ]);
  };
  queues.put(dead, { id: "m-4" });
  expect([await found("1"), await found("3"), await found("9")]).toEqual([
    [[1, 1]],
    [
      [2, 0],
      [1, 1],
    ],
    [
      [2, 0],
      [2, 0],
    ],
  ]);
});

it("fails where none of the queues exists, and asks whether this is the right place", async () => {
  const { code, out } = await run(["redrive", "--region", "eu-west-1"], oneLetter());
  expect([code, out.split("\n").at(-2)]).toEqual([
    1,
    "None of these queues exists: is this the security account, and a watched region (--region)?",
  ]);
});

it.each([
  ["there is none", memoryQueues([dead]), ["redrive"], "No dead letters."],
  [
    "none has the reason",
    oneLetter(),
    ["redrive", "--reason", "x"],
    "No dead letter has this reason. Others are there: 1.",
  ],
])("says so when %s", async (_, queues, args, words) => {
  const { code, out } = await run(args, queues, { ownRegion: "us-west-2" });
  expect([code, out.split("\n").at(-2)]).toEqual([0, words]);
});

it("says that it was interrupted before it had looked at everything", async () => {
  const stop = new AbortController();
  stop.abort();
  const { code, out } = await run(["redrive"], oneLetter(), { ownRegion: "us-west-2", signal: stop.signal });
  expect([code, out.split("\n").at(-2)]).toEqual([
    1,
    "Interrupted: there may be more. Everything that was not sent is still there.",
  ]);
});

it.each([
  ["no command", [], /^Usage: orgwatch/],
  ["an unknown command", ["redo"], /^error: unknown command 'redo'/],
  ["an unknown option", ["redrive", "--force"], /^error: unknown option '--force'/],
  [
    "an unknown lambda",
    ["redrive", "--lambda", "x"],
    /Allowed choices are account-directory, slack-notifier/,
  ],
  ["a region that is none", ["redrive", "--region", "Oregon"], /A region looks like us-east-1/],
  ["a limit that is none", ["redrive", "--limit", "0"], /It must be a whole number from 1/],
  ["an argument too much", ["redrive", "now"], /too many arguments/],
  [
    "no region at all",
    ["redrive"],
    /^orgwatch: no region is configured: give --region, or set AWS_REGION\n$/,
  ],
])("says what is wrong with the usage: %s", async (_, args, words) => {
  const { code, out, err } = await run(args, oneLetter());
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: expect.stringMatching(words) });
});

it("explains itself with examples", async () => {
  const { code, out, err } = await run(["redrive", "--help"], oneLetter());
  expect({ code, err, examples: out.match(/^ {2}\$ orgwatch redrive/gm)?.length }).toEqual({
    code: 0,
    err: "",
    examples: 4,
  });
});
