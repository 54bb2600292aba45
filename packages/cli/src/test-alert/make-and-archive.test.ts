import { TryLater } from "@orgwatch/core/errors";
import { account } from "../cases/testing/memory-home";
import { type MemoryAlert, runTestAlert } from "./testing/memory-alert";

const key = "guardduty/us-west-2/f-1";
const arrives = {
  records: {
    [key]: { after: 5, delivery: { channel: "C1", ts: "1.2" } },
    [`page/${key}`]: { after: 6, delivery: { team: "security" } },
  },
};

it("takes a type that has no sample yet, and tells why a repeated one is silent", async () => {
  const sample = (type: string, updatedAt: string) => ({ id: "f-1", type, severity: 8, updatedAt, count: 3 });
  const first = sample("Backdoor:EC2/C&CActivity.B", "2030-01-01T09:00:00.000Z");
  const fresh = await runTestAlert([], { samples: [{ ...first, id: "f-0" }], ...arrives });
  const repeated = await runTestAlert(["--type", first.type], { samples: [first] });
  expect({
    calls: fresh.calls,
    code: fresh.code,
    told: repeated.out.split("\n").filter((line) => line.includes("repeats")),
  }).toEqual({
    calls: ["create CryptoCurrency:EC2/BitcoinTool.B!DNS", "archive f-1"],
    code: 0,
    told: [
      "  GuardDuty made this sample 4 times, and tells of repeats every 15 minutes to 6 hours: take another --type",
    ],
  });
});

it("makes the sample in a member account by a profile of it", async () => {
  const held = {
    ...arrives,
    accounts: [account("444444444444", "payments")],
    profiles: { pay: "444444444444" },
  };
  const { code, calls, out } = await runTestAlert(["--account", "payments", "--profile", "pay"], held);
  expect({ code, calls, head: out.split("\n")[0] }).toEqual({
    code: 0,
    calls: ["create Backdoor:EC2/C&CActivity.B as pay", "archive f-1"],
    head: "Sample finding Backdoor:EC2/C&CActivity.B, severity 8.0 (high), in the account 444444444444, us-west-2",
  });
});

const wrongAccount =
  "GuardDuty makes samples only in the account whose credentials ask, and these credentials are of 222222222222: " +
  "name a profile of 444444444444 with --profile, or leave --account out";

it.each<[string, string[], MemoryAlert, number, string]>([
  ["another account without a profile", ["--account", "444444444444"], {}, 2, wrongAccount],
  [
    "an account that nobody knows",
    ["--account", "mars"],
    {},
    2,
    "the account directory knows no account mars: give its id or its whole name",
  ],
  [
    "GuardDuty that is off",
    [],
    { noDetector: true },
    1,
    "NoDetector: this account has no GuardDuty detector in us-west-2: nothing is watched there",
  ],
  [
    "a sample that is never seen",
    [],
    { makesNothing: true },
    1,
    "NoSample: GuardDuty took the call, and showed no sample of Backdoor:EC2/C&CActivity.B within a minute: it may come later, and is not archived then",
  ],
])("makes nothing, or says so, for %s", async (_, args, held, code, words) => {
  const told = await runTestAlert(args, held);
  expect({ code: told.code, out: told.out, err: told.err }).toEqual({
    code,
    out: "",
    err: `orgwatch: ${words}\n`,
  });
});

it("looks for the sample once more when nobody waits, and archives it", async () => {
  const stop = new AbortController();
  stop.abort();
  const seen = await runTestAlert([], {}, stop.signal);
  const unseen = await runTestAlert([], { makesNothing: true }, stop.signal);
  expect([seen, unseen].map(({ code, calls, err }) => ({ code, calls, err }))).toEqual([
    { code: 1, calls: ["create Backdoor:EC2/C&CActivity.B", "archive f-1"], err: "" },
    {
      code: 1,
      calls: ["create Backdoor:EC2/C&CActivity.B"],
      err: "orgwatch: NoSample: GuardDuty took the call, and showed no sample of Backdoor:EC2/C&CActivity.B before it was interrupted: it may come later, and is not archived then\n",
    },
  ]);
});

it("says that a sample was made when GuardDuty cannot be asked for it", async () => {
  const { code, calls, err } = await runTestAlert([], { throttled: true });
  expect({ code, calls, err }).toEqual({
    code: 1,
    calls: ["create Backdoor:EC2/C&CActivity.B"],
    err: "orgwatch: NoSample: GuardDuty took the call, and a sample of Backdoor:EC2/C&CActivity.B could not be looked for (throttled): it may be there, and is not archived\n",
  });
});

it("makes no sample where there is no Orgwatch", async () => {
  const missing = Object.assign(new Error("no"), { name: "ResourceNotFoundException" });
  const record = async () => {
    throw new TryLater("table", { cause: missing });
  };
  const { calls, err } = await runTestAlert([], { region: { record } });
  expect({ calls, err }).toEqual({
    calls: [],
    err: expect.stringContaining("there is no table of Orgwatch"),
  });
});

it("archives the sample also when nobody waits, and when the log fails in between", async () => {
  const stop = new AbortController();
  let asked = 0;
  const record = async () => {
    asked += 1;
    if (asked > 1) stop.abort();
    return undefined;
  };
  const left = await runTestAlert([], { region: { record } }, stop.signal);
  let reads = 0;
  const failing = async () => {
    reads += 1;
    if (reads > 1) throw new TryLater("table", { cause: new Error("throttled") });
    return undefined;
  };
  const failed = await runTestAlert([], { region: { record: failing } });
  expect([left, failed].map(({ code, calls, err }) => ({ code, calls, err }))).toEqual([
    { code: 1, calls: ["create Backdoor:EC2/C&CActivity.B", "archive f-1"], err: "" },
    {
      code: 1,
      calls: ["create Backdoor:EC2/C&CActivity.B", "archive f-1"],
      err: "orgwatch: throttled\n",
    },
  ]);
  expect(left.out).toContain("Not waited for any longer: what is missed here may still arrive.");
});

it.each<[string, () => Promise<boolean>, string]>([
  [
    "refuses",
    async () => {
      throw new Error("no right");
    },
    "orgwatch: the finding is not archived: no right\n",
  ],
  [
    "forgets",
    async () => false,
    "orgwatch: GuardDuty does not show the finding as archived: archive it by hand\n",
  ],
])("fails when GuardDuty %s to archive", async (_, archive, words) => {
  const { code, err } = await runTestAlert([], { ...arrives, region: { archive } });
  expect({ code, err }).toEqual({ code: 1, err: words });
});
