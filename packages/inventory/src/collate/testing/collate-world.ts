// A bucket with an account of two runs in it, for tests of how the account is brought together.
import type { Resource } from "@orgwatch/core/inventory/resource";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { Cell, Failure, Scope } from "@orgwatch/core/inventory/run-manifest";
import { collateAccount } from "../collate-account";
import { watchedFiles } from "./watched-files";

export const before = "2029-12-31T09:00:00.000Z";
export const run = "2030-01-07T09:00:00.000Z";
export const account = { id: "111111111111", name: "security" };
export const region = "eu-west-1";
/** The scope of a run over the account, unless the test says otherwise. */
export const scopeOf = (id: string, part: Partial<Scope> = {}): Scope => ({
  ...{
    run: id,
    accounts: [account],
    regions: [region],
    exempt: [],
    leaveOut: [],
    cloudControl: [],
    isPart: false,
  },
  ...part,
});
/** The scope of the run before. */
export const first = scopeOf(before);
/** The scope of this run. */
export const second = scopeOf(run, { previous: before });
const resource = (kind: string, id: string, part: Partial<Resource> = {}): Omit<Resource, "run"> => ({
  ...{ account: account.id, region, service: kind.split("/")[0] ?? "", kind, id, tags: {}, raw: {} },
  ...part,
});
export const instance = (id: string, part: Partial<Resource> = {}) => resource("ec2/instance", id, part);
export const role = (id: string) => resource("iam/role", id, { region: "global" });
export const queue = (id: string) => resource("sqs/queue", id);
/** IAM refused the queues of the region. */
export const denied: Failure = {
  account: account.id,
  region,
  kind: "sqs/queue",
  type: "denied",
  words: "no",
  hides: "queues",
};

type Written = Partial<Cell> & {
  readonly lines?: readonly Omit<Resource, "run">[];
  readonly kinds: readonly string[];
};

/** A bucket, and a runner that leaves a cell with one part in it. */
export function newWorld() {
  const files = watchedFiles();
  const leave = async (of: Scope, where: string, { lines = [], kinds, ...part }: Written) => {
    await files.putLines(
      runKeys.part(of.run, account.id, where, 0),
      lines.map((line) => ({ run: of.run, ...line })),
    );
    const counts = Object.fromEntries(
      kinds.map((kind) => [kind, lines.filter((line) => line.kind === kind).length]),
    );
    await files.writeJson(runKeys.cell(of.run, account.id, where), {
      ...{
        run: of.run,
        account: account.id,
        region: where,
        result: "read",
        durationMs: 1,
        counts,
        failures: [],
      },
      parts: [{ part: 0, kinds }],
      ...part,
    });
  };
  const collate = (scope: Scope) => collateAccount(scope, account, files);
  return { files, leave, collate };
}
export const both = ["ec2/instance", "sqs/queue"];
export const file = runKeys.file(run, account.id);
/** What its record says of an account that was read wholly, without counts. */
export const whole = {
  run,
  account: account.id,
  name: "security",
  file,
  regions: { global: "read", [region]: "read" },
  failures: [],
};

/** The run before: two instances, a queue, a role. */
export async function worldWithRunBefore() {
  const world = newWorld();
  await world.leave(first, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
  await world.leave(first, region, { lines: [instance("i-1"), instance("i-2"), queue("q-1")], kinds: both });
  await world.collate(first);
  world.files.written.length = 0;
  return world;
}
