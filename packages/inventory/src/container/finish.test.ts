import { TryLater } from "@orgwatch/core/errors";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { Log } from "@orgwatch/core/log";
import type { InventoryFiles } from "../files/s3-files";
import { finish } from "./finish";

const run = "2030-01-06T04:00:00.000Z";
const now = () => new Date("2030-01-06T05:00:00.000Z");
const [payments, audit] = ["111111111111", "222222222222"];
const scope = {
  run,
  accounts: [
    { id: payments, name: "payments" },
    { id: audit, name: "audit" },
  ],
  regions: ["us-east-1"],
  exempt: [],
  leaveOut: [],
  cloudControl: [],
  isPart: false,
};
const file = { scope, items: [] };

/** Files in memory; `broken` cannot be read now. */
function memoryFiles(broken?: string) {
  const objects = new Map<string, unknown>();
  const lines = new Map<string, string[]>();
  const files: InventoryFiles = {
    readJson: async (key) => {
      if (key === broken) throw new TryLater(`${key} cannot be used`);
      return objects.get(key);
    },
    writeJson: async (key, value) => void objects.set(key, value),
    writeLines: async (key, source) => {
      const written: string[] = [];
      for await (const line of source) written.push(line);
      lines.set(key, written);
      return { lines: written.length };
    },
    readLines: async function* (key) {
      yield* lines.get(key) ?? [];
    },
  };
  return { files, objects, lines };
}

function readCell(account: string, region: string) {
  const parts = [{ part: 0, kinds: ["sqs/queue"] }];
  return {
    run,
    account,
    region,
    result: "read",
    durationMs: 1,
    counts: { "sqs/queue": 1 },
    failures: [],
    parts,
  };
}

function world(accounts: readonly string[], broken?: string) {
  const memory = memoryFiles(broken);
  for (const account of accounts)
    for (const region of ["global", "us-east-1"]) {
      memory.objects.set(runKeys.cell(run, account, region), readCell(account, region));
      const queue = {
        run,
        account,
        region,
        service: "sqs",
        kind: "sqs/queue",
        id: "orders",
        tags: {},
        raw: {},
      };
      memory.lines.set(runKeys.part(run, account, region, 0), [JSON.stringify(queue)]);
    }
  const said: string[] = [];
  const note = (message: string) => void said.push(message);
  const log: Log = { info: note, warn: note, error: note, with: () => log };
  return { ...memory, said, end: () => finish(file, { files: memory.files, now, log }) };
}

it("joins every account and writes the manifest", async () => {
  const { end, objects, lines, said } = world([payments, audit]);
  const manifest = await end();
  expect({
    manifest: objects.get(runKeys.manifest(run)) === manifest,
    result: manifest.result,
    counts: manifest.counts,
    lines: [payments, audit].map((account) => lines.get(runKeys.file(run, account))?.length),
    latest: objects.get(runKeys.latest),
    said,
  }).toEqual({
    manifest: true,
    result: "complete",
    counts: { "sqs/queue": 4 },
    lines: [2, 2],
    latest: { run },
    said: ["inventory finished"],
  });
});

it("says loudly what is missing when readers never came to their end", async () => {
  const { end, said } = world([payments]);
  const { result, failures } = await end();
  expect({
    result,
    failures: failures.map(({ account, region, type }) => ({ account, region, type })),
    said,
  }).toEqual({
    result: "partial",
    failures: [
      { account: audit, region: "global", type: "unfinished" },
      { account: audit, region: "us-east-1", type: "unfinished" },
    ],
    said: ["PARTIAL: not all could be read, see the manifest"],
  });
});

it("writes the manifest, and fails, when an account cannot be joined: the pod is tried again", async () => {
  const { end, objects, said } = world([payments, audit], runKeys.cell(run, audit, "global"));
  await expect(end()).rejects.toMatchObject({ name: "TryLater" });
  expect({ manifest: objects.get(runKeys.manifest(run)), said }).toMatchObject({
    manifest: {
      result: "partial",
      accounts: [
        { account: payments, resources: 2 },
        { account: audit, resources: 0 },
      ],
    },
    said: ["accounts could not be joined", "PARTIAL: not all could be read, see the manifest"],
  });
});

it("fails when no reader read anything, even where none came to write the scope", async () => {
  const { end, objects } = world([]);
  await expect(end()).rejects.toMatchObject({ name: "NothingRead" });
  expect([objects.get(runKeys.scope(run)), objects.get(runKeys.latest)]).toEqual([scope, undefined]);
});
