// Runs of the inventory as the lambdas leave them in the bucket.
import type { Resource } from "@orgwatch/core/inventory/resource";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { AccountResult, Failure, RunManifest, Scope } from "@orgwatch/core/inventory/run-manifest";

export const runs = {
  first: "2029-12-24T09:00:00.000Z",
  before: "2029-12-31T09:00:00.000Z",
  latest: "2030-01-07T09:00:00.000Z",
} as const;

export const payments = "444444444444";
export const search = "555555555555";
const names: Readonly<Record<string, string>> = { [payments]: "payments", [search]: "search" };

/** An instance of payments in Frankfurt, with changes. */
export function resource(id: string, part: Partial<Resource> = {}): Resource {
  return {
    run: runs.latest,
    account: payments,
    region: "eu-central-1",
    service: "ec2",
    kind: "ec2/instance",
    id,
    tags: {},
    raw: {},
    ...part,
  };
}

/** AWS refused. */
export function denied(part: Partial<Failure> = {}): Failure {
  return {
    account: payments,
    region: "us-east-1",
    type: "denied",
    words: "not authorized by a service control policy",
    hides: "what runs there",
    ...part,
  };
}

/** What became of an account in a run. */
export type SampleAccount = Partial<Pick<AccountResult, "regions" | "counts" | "failures">> & {
  readonly resources?: readonly Resource[];
};

const standardRegions = { global: "read", "eu-central-1": "read", "us-east-1": "read" } as const;
const standardCounts = { "ec2/instance": 2, "ec2/volume": 0, "iam/role": 1 };

/** The objects of a run with these accounts; an account without resources has no file. */
export function run(
  id: string,
  accounts: Readonly<Record<string, SampleAccount>>,
  part: Partial<RunManifest> = {},
): Readonly<Record<string, unknown>> {
  const results = Object.entries(accounts).map(([account, sample]) => resultOf(id, account, sample));
  const failures = results.flatMap((result) => result.failures);
  const manifest: RunManifest = {
    version: 1,
    run: id,
    finishedAt: id.replace("T09:00", "T09:42"),
    durationMs: 42 * 60_000,
    result: failures.length === 0 ? "complete" : "partial",
    isPart: false,
    asked: { accounts: Object.keys(accounts), regions: ["eu-central-1", "us-east-1"], exempt: [] },
    accounts: results.map(({ account, name, file, regions }) => ({
      account,
      ...(name && { name }),
      ...(file && { file }),
      regions,
      resources: accounts[account]?.resources?.length ?? 0,
    })),
    counts: standardCounts,
    skipped: [],
    failures,
    dropped: [],
    ...part,
  };
  return {
    [runKeys.manifest(id)]: manifest,
    ...Object.fromEntries(results.map((result) => [runKeys.account(id, result.account), result])),
    ...Object.fromEntries(
      results.flatMap(({ account, file }) =>
        file === undefined ? [] : [[file, linesOf(accounts[account]?.resources ?? [])]],
      ),
    ),
  };
}

function resultOf(id: string, account: string, sample: SampleAccount): AccountResult {
  const { resources = [], regions = standardRegions, counts = standardCounts, failures = [] } = sample;
  return {
    run: id,
    account,
    ...(names[account] && { name: names[account] }),
    ...(resources.length > 0 && { file: runKeys.file(id, account) }),
    regions,
    counts,
    failures,
    dropped: [],
  };
}

function linesOf(resources: readonly Resource[]): string {
  return resources.map((one) => JSON.stringify(one)).join("\n");
}

/** `runs/latest.json`. */
export function latest(id: string): Readonly<Record<string, unknown>> {
  return { [runKeys.latest]: { run: id } };
}

/** A run that has begun, with so many of its six cells (payments and search, two regions and what has none). */
export function begun(id: string, cells: number): Readonly<Record<string, unknown>> {
  const scope: Scope = {
    run: id,
    accounts: [{ id: payments, name: "payments" }, { id: search }],
    regions: ["eu-central-1", "us-east-1"],
    exempt: [],
    leaveOut: [],
    cloudControl: [],
    isPart: false,
  };
  const places = [payments, search].flatMap((account) =>
    ["global", ...scope.regions].map((region) => runKeys.cell(id, account, region)),
  );
  return {
    [runKeys.scope(id)]: scope,
    ...Object.fromEntries(places.slice(0, cells).map((key) => [key, {}])),
  };
}
