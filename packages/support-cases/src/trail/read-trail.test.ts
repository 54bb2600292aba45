import { gzipSync } from "node:zlib";
import { NeverAgain, reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { CaseCall } from "./case-call";
import { readTrail } from "./read-trail";
import { aboutCase, inChunks, notificationOf, place, record, trailFile } from "./testing/trail-file";

const caseId = "case-111122223333-muen-2030-c3f2077e504940f2";
const call = (eventName: string, at = "2030-01-07T09:00:00.000Z") => ({
  kind: "case-call",
  accountId: "111122223333",
  caseId,
  eventName,
  at,
});

/** Files by the last part of their keys; an error is what S3 answers. */
async function read(
  files: Readonly<Record<string, Buffer | Error>>,
  options: { body?: unknown; handCalls?: () => Promise<void>; leftMs?: number } = {},
) {
  const handed: CaseCall[] = [];
  const lines: unknown[] = [];
  const log: Log = {
    info: (...line) => void lines.push(line),
    warn: (...line) => void lines.push(line),
    error: (...line) => void lines.push(line),
    with: () => log,
  };
  const now = new Date("2030-01-07T09:10:00Z");
  const body = options.body ?? notificationOf(...Object.keys(files).map(keyOf));
  const problem = await readTrail(body, {
    openFile: async ({ key }) => {
      const file = files[key.split("/").at(-1) ?? ""];
      if (!(file instanceof Buffer)) throw file;
      return inChunks(file, 100);
    },
    handCalls: options.handCalls ?? (async (calls) => void handed.push(...calls)),
    log,
    now: () => now,
    deadline: new Date(now.getTime() + (options.leftMs ?? 120_000)),
  }).catch((error: unknown) => error);
  return { handed, lines, problem };
}

const keyOf = (name: string) => `AWSLogs/o-a/111122223333/CloudTrail/us-east-1/2030/01/07/${name}`;
const at = (name: string) => `s3://${place.bucket}/${keyOf(name)}`;

it("hands over the calls about cases, each case and kind once with the last time", async () => {
  const file = trailFile(
    { eventSource: "ec2.amazonaws.com", eventName: "RunInstances", recipientAccountId: "111122223333" },
    record(),
    aboutCase("AddCommunicationToCase", { eventTime: "2030-01-07T09:03:00Z" }),
    aboutCase("AddCommunicationToCase", { eventTime: "2030-01-07T09:02:00Z" }),
    record({ errorCode: "AccessDenied", responseElements: null, requestParameters: null }),
    { ...record(), eventSource: "cases.amazonaws.com" },
  );
  expect(await read({ "a.json.gz": file })).toEqual({
    handed: [call("CreateCase"), call("AddCommunicationToCase", "2030-01-07T09:03:00.000Z")],
    lines: [["calls about support cases", { key: keyOf("a.json.gz"), calls: 2 }]],
    problem: undefined,
  });
});

it("hands over and logs nothing where no call is about a case", async () => {
  expect(
    await read({ "a.json.gz": trailFile(aboutCase("DescribeCases")), "b.json.gz": trailFile() }),
  ).toEqual({
    handed: [],
    lines: [],
    problem: undefined,
  });
});

const whole = trailFile(
  ...Array.from({ length: 50 }, (_, index) => record({ eventID: String(index * 7919) })),
);

it.each<[string, Buffer, string]>([
  ["no gzip", Buffer.from("hello"), "NoTrailFile: it is no gzip, or cut (Error: incorrect header check)"],
  [
    "cut",
    whole.subarray(0, whole.length - 9),
    "NoTrailFile: it is no gzip, or cut (Error: unexpected end of file)",
  ],
  ["no JSON", gzipSync("hello"), "NoTrailFile: it is no JSON object"],
  ["cut JSON", gzipSync('{"Records":[{"a":1}'), "NoTrailFile: it ends in the middle"],
  [
    "a broken record",
    gzipSync('{"Records":[{support.amazonaws.com}]}'),
    "NoTrailFile: a record in it is no JSON",
  ],
  ["a digest of its own kind", gzipSync('{"digestStartTime":"x"}'), "NoTrailFile: it has no list Records"],
])("gives up a file that is %s by its key, and reads the others", async (_, bad, words) => {
  const { handed, problem } = await read({ "bad.json.gz": bad, "good.json.gz": trailFile(record()) });
  expect([handed, problem instanceof NeverAgain, reasonOf(problem)]).toEqual([
    [call("CreateCase")],
    true,
    `NeverAgain: ${at("bad.json.gz")} (${words})`,
  ]);
});

it("reads the message again when one file may come later, whatever the others are", async () => {
  const { handed, problem } = await read({
    "bad.json.gz": Buffer.from("hello"),
    "busy.json.gz": new TryLater("S3 does not hand it out"),
    "good.json.gz": trailFile(record()),
  });
  expect([handed, problem instanceof TryLater, reasonOf(problem)]).toEqual([
    [call("CreateCase")],
    true,
    `TryLater: ${at("busy.json.gz")}, and 1 more of this message (TryLater: S3 does not hand it out)`,
  ]);
});

it("tries again when case-updates' queue takes nothing", async () => {
  const handCalls = () => Promise.reject(new TryLater("no"));
  const { problem } = await read({ "a.json.gz": trailFile(record()) }, { handCalls });
  expect([problem instanceof TryLater, reasonOf(problem)]).toEqual([
    true,
    `TryLater: ${at("a.json.gz")} (TryLater: no)`,
  ]);
});

it("gives a file up for now when the time is over", async () => {
  const { problem } = await read({ "a.json.gz": whole }, { leftMs: 0 });
  expect([problem instanceof TryLater, String(problem).includes(at("a.json.gz"))]).toEqual([true, true]);
});

it("refuses a message that is none of S3's", async () => {
  const { problem } = await read({}, { body: { hello: 1 } });
  expect(problem).toEqual(new NeverAgain("the message is no event notification of S3"));
});
