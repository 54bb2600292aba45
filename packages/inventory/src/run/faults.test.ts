// A run in bad weather: throttles, errors, credentials that expire, too little time, and processes that die anywhere. It
// ends as one in good weather does.
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { accountShape, type Cell, cellShape } from "@orgwatch/core/inventory/run-manifest";
import { cellsBetween } from "@orgwatch/core/inventory/scope-cells";
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { lazily } from "@orgwatch/core/tools";
import type { Kind } from "../../kinds/kind";
import { kinds as table } from "../../kinds/kinds";
import { awsLimits } from "../../testing/aws-limits";
import { plausibly } from "../../testing/how-many";
import { type InventoryWorld, runInventory, wholeScope } from "../../testing/run-inventory";
import type { Deaths } from "../../testing/run-items";
import { accountIdOf, goodWeather, type Organization } from "../../testing/simulated-organization";
import type { Death } from "../../testing/simulated-process";
import type { HowMany } from "../../testing/simulated-resources";
import { type MemoryFiles, memoryFiles } from "../files/testing/memory-files";
import type { Item } from "../plan/run-input";

const run = "2030-01-07T09:00:00.000Z";
const regions = ["eu-west-1", "us-east-1"];
/** Each of the first two works in one of the regions, the third in none; all have something in `global`. */
const scope = wholeScope(run, [0, 7, 1].map(accountIdOf), regions);
const one = wholeScope(run, [accountIdOf(0)], regions);
const usual = plausibly(regions);

type Changed = Partial<Omit<InventoryWorld, "organization" | "files">> &
  Partial<Pick<Organization, "weather" | "howMany" | "kinds">> & { readonly items?: Item[] };

const isKept = (account: string, service: string) => account === accountIdOf(7) && service === "kms";

/** Resources of a kind, as the simulated AWS has them. */
function expectedCount(kind: Kind, account: string, region: string): number {
  const isRefused =
    kind.service === "support" ||
    (kind.service === "organizations" && kind.operation !== "DescribeOrganization");
  return isRefused ? 0 : usual(kind, account, region);
}

/** Runs the inventory, and answers what it left behind, and what it went through: how often each answer came, and how many processes there were. */
async function outcome({
  weather = goodWeather,
  howMany = usual,
  kinds = table,
  items,
  ...changed
}: Changed = {}) {
  const files = memoryFiles();
  const time = virtualTime(new Date(run));
  const answers: Record<string, number> = {};
  let processes = 0;
  const organization: Organization = {
    ...{ kinds, regions, howMany, limits: awsLimits(), weather, time },
    // One account keeps a service to itself: what cannot be read stays the same, too.
    refusal: (account, { service }) => (isKept(account, service) ? "AccessDeniedException" : undefined),
    onAnswer: (_account, _call, answer) => {
      answers[answer] = (answers[answer] ?? 0) + 1;
    },
  };
  const deaths: Deaths = (attempt) => {
    processes += 1;
    return changed.deaths?.(attempt);
  };
  const world = { scope, ...changed, organization, files, deaths };
  const failed = await time.run(runInventory(world, items));
  return { failed, left: leftBehind(files, world.scope), answers, processes };
}

/** All lines of the accounts' files, what is known of them, and all cells but how long each took and in how many parts. */
function leftBehind(files: MemoryFiles, { accounts, regions: watched }: typeof scope) {
  const cells = cellsBetween({ accounts, regions: watched }, 0, accounts.length * (watched.length + 1)).map(
    (place) => {
      const found = cellShape.parse(files.json.get(runKeys.cell(run, place.account, place.region)));
      return { ...found, durationMs: 0, failures: sorted(found.failures), parts: kindsIn(found) };
    },
  );
  const lines = accounts.map(({ id }) => files.lines.get(runKeys.file(run, id))?.toSorted());
  const records = accounts.map(({ id }) => {
    const record = accountShape.parse(files.json.get(runKeys.account(run, id)));
    return { ...record, failures: sorted(record.failures) };
  });
  return { cells, lines, records };
}

/** Each kind as often as it is complete in a part. */
function kindsIn({ parts }: Cell): string[] {
  return parts.flatMap((part) => part.kinds).toSorted();
}

function sorted<Item>(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

it("reads what is there, each kind once, and says what it may not read", async () => {
  const { failed, left } = await outcome();
  const cells = cellsBetween(scope, 0, 9).map(({ account, region }) => {
    const here = table.filter((kind) => (kind.scope === "global") === (region === "global"));
    const readable = here.filter(({ service }) => !isKept(account, service));
    const counts = readable.map((kind) => [kind.kind, expectedCount(kind, account, region)]);
    return {
      account,
      region,
      counts: Object.fromEntries(counts),
      parts: readable.map(({ kind }) => kind).toSorted(),
    };
  });
  expect({
    failed,
    cells: left.cells.map(({ account, region, counts, parts }) => ({ account, region, counts, parts })),
    denied: left.cells.flatMap(({ failures }) =>
      failures.map(({ account, type, hides }) => `${account} ${type} ${hides}`),
    ),
    lines: left.lines.flat().length,
  }).toEqual({
    failed: [],
    cells,
    denied: regions.flatMap((region) =>
      ["alias", "key"].map((what) => `${accountIdOf(7)} denied every kms/${what} in ${region}`),
    ),
    lines: cells
      .flatMap(({ counts }) => Object.values<number>(counts))
      .reduce((sum, count) => sum + count, 0),
  });
});

it.each([1, 2, 3])(
  "ends the same in bad weather, with credentials that expire and processes that die (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    // Functions are asked for their details 10 times a second: longer than credentials are good for.
    const howMany: HowMany = (kind, account, region) =>
      kind.kind === "lambda/function" && account === accountIdOf(7) ? 350 : usual(kind, account, region);
    const calm = await outcome({ howMany });
    const stormy = await outcome({
      howMany,
      weather: { throttled: 0.1, broken: 0.02, random, sessionMs: 61_000 },
      s3: { away: 0.01, random },
      deaths: (attempt) =>
        attempt === 1 && random() < 0.5
          ? { at: Math.ceil(random() * 400), when: random() < 0.5 ? "before" : "after", counts: () => true }
          : undefined,
    });
    const {
      ThrottlingException = 0,
      InternalFailure = 0,
      Error: lost = 0,
      ExpiredTokenException = 0,
    } = stormy.answers;
    console.info(
      JSON.stringify(stormy.answers),
      `${stormy.processes - calm.processes} processes died or gave up`,
    );
    expect({
      ...{ failed: stormy.failed, left: stormy.left },
      isBad: Math.min(ThrottlingException, InternalFailure, lost, ExpiredTokenException) > 0,
      areMore: stormy.processes > calm.processes,
    }).toEqual({ failed: [], left: calm.left, isBad: true, areMore: true });
  },
);

const isPart = (name: string) => name.startsWith("PutLines parts/");
const isCell = (name: string) => name.startsWith(`PutJson runs/${run}/cells/`);
const isRead = (name: string) => !/^(Put|Get)/.test(name);
const isFile = (name: string) => name.startsWith("PutLines AWSRecon/");
const isRecord = (name: string) => name.startsWith(`PutJson runs/${run}/accounts/`);
const isJoining = (name: string) => name.startsWith("GetLines parts/");
const moments: [string, (name: string) => boolean, number[]][] = [
  ["a part", isPart, [1, 2, 3]],
  ["a cell's record", isCell, [1, 2, 3]],
  ["a call", isRead, [1, 30, 60, 100, 140, 180]],
  ["a part that is joined", isJoining, [1, 3]],
  ["an account's file", isFile, [1]],
  ["an account's record", isRecord, [1]],
];
const deaths = moments.flatMap(([what, counts, numbers]) =>
  numbers.flatMap((at) =>
    (["before", "after"] as const).map((when): [string, number, string, Death] => [
      when,
      at,
      what,
      { at, when, counts },
    ]),
  ),
);

describe("a process that is killed", () => {
  // Some of the table's kinds: which ones they are makes no difference here.
  const kinds = table.filter((_, index) => index % 3 === 0);
  const asked = { scope: one, kinds, items: [{ run, from: 0, to: 3 }] };
  const calm = lazily(() => outcome(asked));
  it.each(deaths)(
    "ends the same when it is run again: %s number %i of %s",
    async (_when, _at, _what, death) => {
      const { failed, left, processes } = await outcome({
        ...asked,
        deaths: (attempt) => (attempt === 1 ? death : undefined),
      });
      expect({ failed, left, processes }).toEqual({ failed: [], left: (await calm()).left, processes: 3 });
    },
  );
});

it("goes on where the time ran out in the middle of a big cell", async () => {
  // SES allows a call a second: both kinds together take longer than the lambda may, and each alone does not.
  const howMany: HowMany = (kind, account, region) =>
    /^ses.(identity|configuration-set)$/.test(kind.kind) ? 14 : usual(kind, account, region);
  const asked = { scope: one, howMany, items: [{ run, from: 0, to: 3 }] };
  const calm = await outcome(asked);
  const { failed, left, processes } = await outcome({ ...asked, lambdaMs: 80_000 });
  expect({ failed, left, processes }).toEqual({ failed: [], left: calm.left, processes: 3 });
});
