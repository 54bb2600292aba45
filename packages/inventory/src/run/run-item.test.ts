// An item of a run: accounts that refuse, regions that are off, and a process that is killed or runs out of time.
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import type { Log } from "@orgwatch/core/log";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import type { Kind } from "../../kinds/kind";
import { memoryFiles } from "../files/testing/memory-files";
import type { Call, Through } from "../read/reader";
import { type Answer, errorOf, memoryReader } from "../read/testing/memory-reader";
import type { MemberAccounts } from "./member-accounts";
import { type RunDependencies, runItem } from "./run-item";

const run = "2030-01-07T09:00:00.000Z";
const [one, two] = ["111111111111", "222222222222"];
const scope: Scope = {
  ...{ run, accounts: [{ id: one }, { id: two }], regions: ["eu-west-1", "me-south-1"], exempt: [] },
  ...{ leaveOut: ["ec2/unwanted"], cloudControl: [], isPart: false },
};
const kinds: readonly Kind[] = [
  { kind: "iam/role", service: "iam", scope: "global", operation: "ListRoles", list: "Roles", id: "Name" },
  { kind: "ec2/thing", service: "ec2", scope: "regional", operation: "ListThings", list: "Things", id: "Id" },
  { kind: "ec2/other", service: "ec2", scope: "regional", operation: "ListOthers", list: "Others", id: "Id" },
  { kind: "ec2/unwanted", service: "ec2", scope: "regional", operation: "Unwanted", list: "X", id: "Id" },
];
const answers = {
  DescribeRegions: [
    {
      Regions: [
        { RegionName: "eu-west-1", OptInStatus: "opt-in-not-required" },
        { RegionName: "me-south-1", OptInStatus: "not-opted-in" },
      ],
    },
  ],
  ListRoles: [{ Roles: [{ Name: "admin" }] }],
  ListThings: [{ Things: [{ Id: "t-1" }] }],
  ListOthers: [{ Others: [] }],
};
const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };
const whole = { run, from: 0, to: 6 };

/** Accounts in memory: each call takes 50 ms, and goes through the limits as real ones do. */
function world(more: { answers?: Readonly<Record<string, Answer>>; assume?: MemberAccounts["assume"] } = {}) {
  const time = virtualTime(new Date(run));
  const files = memoryFiles();
  const opened: string[] = [];
  const calls: string[] = [];
  let open = 0;
  const accounts: MemberAccounts = {
    assume: more.assume ?? (async () => {}),
    renew: () => {},
    open: (account, through: Through) => {
      opened.push(account);
      open += 1;
      const reader = memoryReader(more.answers ?? answers);
      return {
        close: () => {
          open -= 1;
        },
        pages: async function* (call) {
          const pages = await through({ account, ...call }, async () => {
            calls.push(`${account} ${call.region} ${call.operation}`);
            await time.sleep(50);
            const all: Readonly<Record<string, unknown>>[] = [];
            for await (const page of reader.pages(call)) all.push(page);
            return all;
          });
          yield* pages;
        },
      };
    },
  };
  const dependencies: RunDependencies = {
    ...{ scope, kinds, files, accounts, partition: "aws", now: time.now, sleep: time.sleep },
    ...{ random: () => 0.5, deadline: new Date(Date.parse(run) + 900_000), log: silent },
  };
  const results = () =>
    Object.fromEntries(
      [...files.json].map(([key, value]) => [
        key.replace(`runs/${run}/cells/`, "").replace(".json", ""),
        value instanceof Object && "result" in value ? value.result : value,
      ]),
    );
  return { time, files, opened, calls, dependencies, results, stillOpen: () => open };
}

it("reads what is global and each region, and says which regions are off", async () => {
  const { time, dependencies, results, calls, stillOpen } = world();
  const counts = await time.run(runItem(whole, dependencies));
  expect({ counts, results: results(), calls: calls.toSorted(), stillOpen: stillOpen() }).toEqual({
    counts: { read: 4, skipped: 2 },
    results: Object.fromEntries(
      [one, two].flatMap((account) => [
        [`${account}/global`, "read"],
        [`${account}/eu-west-1`, "read"],
        [`${account}/me-south-1`, "skipped"],
      ]),
    ),
    calls: [one, two].flatMap((account) => [
      `${account} eu-west-1 DescribeRegions`,
      `${account} eu-west-1 ListOthers`,
      `${account} eu-west-1 ListThings`,
      `${account} us-east-1 ListRoles`,
    ]),
    stillOpen: 0,
  });
});

it("takes only its slice of the cells", async () => {
  const { time, dependencies, results } = world();
  await time.run(runItem({ run, from: 1, to: 4 }, dependencies));
  expect(Object.keys(results()).toSorted()).toEqual([
    `${one}/eu-west-1`,
    `${one}/me-south-1`,
    `${two}/global`,
  ]);
});

it("says of an account that lets nobody in why all of it is unknown, and reads the others", async () => {
  const cause = errorOf("AccessDenied");
  const { time, dependencies, files, results } = world({
    assume: async (account) => {
      if (account === one) throw new RoleRefused(`arn:aws:iam::${one}:role/inventory`, "denied", { cause });
    },
  });
  expect(await time.run(runItem(whole, dependencies))).toEqual({ failed: 3, read: 2, skipped: 1 });
  expect(files.json.get(`runs/${run}/cells/${one}/eu-west-1.json`)).toEqual({
    ...{ run, account: one, region: "eu-west-1", result: "failed", durationMs: 0, counts: {}, parts: [] },
    failures: [
      {
        account: one,
        region: "*",
        type: "denied",
        words: `RoleRefused: The role does not exist or does not trust us: arn:aws:iam::${one}:role/inventory (AccessDenied: AWS says no)`,
        hides: `everything in account ${one}`,
      },
    ],
  });
  expect(results()[`${two}/eu-west-1`]).toBe("read");
});

it("asks STS again where it is busy", async () => {
  let asked = 0;
  const { time, dependencies } = world({
    assume: async () => {
      asked += 1;
      if (asked < 3) throw new RoleRefused("arn", "unavailable", { cause: errorOf("Throttling") });
    },
  });
  expect(await time.run(runItem(whole, dependencies))).toEqual({ read: 4, skipped: 2 });
});

it("looks into every region where the account does not say which are on", async () => {
  const { time, dependencies } = world({
    answers: { ...answers, DescribeRegions: [errorOf("AccessDenied")] },
  });
  expect(await time.run(runItem(whole, dependencies))).toEqual({ read: 6 });
});

it("asks another region which are on where the first is off or closed itself", async () => {
  const isOff = (call: Call) => (call.region === "me-south-1" ? [errorOf("AuthFailure")] : null);
  const { time, dependencies, calls, results } = world({
    answers: { ...answers, DescribeRegions: (call) => isOff(call) ?? answers.DescribeRegions },
  });
  const only = { ...scope, accounts: [{ id: one }], regions: ["me-south-1"] };
  await time.run(runItem({ run, from: 1, to: 2 }, { ...dependencies, scope: only }));
  expect({ results: results(), calls }).toEqual({
    results: { [`${one}/me-south-1`]: "skipped" },
    calls: [`${one} me-south-1 DescribeRegions`, `${one} us-east-1 DescribeRegions`],
  });
});

it("knows a region that is off by what its services say, where the account does not tell", async () => {
  const isOff = (call: Call, page: object) =>
    call.region === "me-south-1" ? [errorOf("UnrecognizedClientException")] : [{ ...page }];
  const { time, dependencies, results } = world({
    answers: {
      DescribeRegions: [errorOf("UnauthorizedOperation")],
      ListThings: (call) => isOff(call, { Things: [] }),
      ListOthers: (call) => isOff(call, { Others: [] }),
    },
  });
  await time.run(runItem({ run, from: 1, to: 3 }, dependencies));
  expect(results()).toEqual({ [`${one}/eu-west-1`]: "read", [`${one}/me-south-1`]: "skipped" });
});

it("reads no cell again that is read, and one that failed once more", async () => {
  const first = world({ answers: { ...answers, ListRoles: [errorOf("AccessDenied")] } });
  const counts = [await first.time.run(runItem(whole, first.dependencies))];
  const second = world();
  counts.push(
    await second.time.run(runItem(whole, { ...second.dependencies, files: first.dependencies.files })),
  );
  expect({ counts, calls: second.calls.toSorted() }).toEqual({
    counts: [
      { failed: 2, read: 2, skipped: 2 },
      { read: 4, skipped: 2 },
    ],
    calls: [`${one} us-east-1 ListRoles`, `${two} us-east-1 ListRoles`],
  });
});

it("stops in time, asks to be called again, and then goes on where it stopped", async () => {
  const first = world({ answers: { ...answers, ListThings: [errorOf("ServiceUnavailable")] } });
  const soon = new Date(Date.parse(run) + 61_000);
  const stopped = first.time.run(runItem({ run, from: 1, to: 2 }, { ...first.dependencies, deadline: soon }));
  await expect(stopped).rejects.toMatchObject({ name: "OutOfTime" });
  const { [`${one}/eu-west-1`]: half } = first.results();
  const second = world();
  const files = first.files;
  await second.time.run(runItem({ run, from: 1, to: 2 }, { ...second.dependencies, files }));
  expect({ half, calls: second.calls, whole: first.results() }).toEqual({
    half: "unfinished",
    calls: [`${one} eu-west-1 DescribeRegions`, `${one} eu-west-1 ListThings`],
    whole: { [`${one}/eu-west-1`]: "read" },
  });
});

it("ends the same after a process that was killed in the middle of an upload", async () => {
  const undisturbed = world();
  await undisturbed.time.run(runItem(whole, undisturbed.dependencies));
  const killed = world();
  const dies: RunDependencies["files"] = {
    ...killed.files,
    // Nothing of an upload is there before its end, and a killed process does nothing any more.
    writeLines: () => new Promise(() => {}),
  };
  const dying = killed.time.run(runItem(whole, { ...killed.dependencies, files: dies }));
  await expect(dying).rejects.toThrow("stands still");
  const again = world();
  await again.time.run(runItem(whole, { ...again.dependencies, files: killed.files }));
  const seen = ({ json, lines }: typeof killed.files) => ({
    cells: [...json].map(([key, value]) => [key, { ...Object(value), durationMs: 0 }]).toSorted(),
    lines: [...lines].toSorted(),
  });
  expect(seen(killed.files)).toEqual(seen(undisturbed.files));
});
