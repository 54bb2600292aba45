// An organization with EC2 instances, as the scan sees it: STS, IAM, EC2, CloudTrail and the table, behind simulated calls.
import { TryLater } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import { readProblem } from "@orgwatch/core/tag-audit/ec2-read-problem";
import type { Instance } from "@orgwatch/core/tag-audit/instance";
import type { Violation } from "@orgwatch/core/tag-audit/violation";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import type { Member } from "../src/scan/member";
import { type Bucket, bucketOf, ec2Rate, type SimulatedAws } from "./simulated-aws";

/** `refusal` is the name of what EC2 answers instead. */
export type SimulatedRegion = { readonly instances: Instance[]; readonly refusal?: string };
export type SimulatedAccount = {
  readonly accountId: string;
  readonly regions: Readonly<Record<string, SimulatedRegion>>;
  readonly alias?: string;
  readonly users?: readonly string[];
  /** Who launched which instance, as CloudTrail knows it. */
  readonly launchers?: Readonly<Record<string, string>>;
  /** STS refuses. */
  readonly noRole?: boolean;
};

const pageSize = 1000;

/** A 12-digit id by number. */
export function accountIdOf(number: number): string {
  return String(100_000_000_000 + number);
}

/** A running instance that was launched an hour before `now`; without tags unless `changed` has some. */
export function simulatedInstance(
  accountId: string,
  region: string,
  number: number,
  now: Date,
  changed: Partial<Instance> = {},
): Instance {
  const launchedAt = new Date(now.getTime() - 3_600_000).toISOString();
  return {
    accountId,
    region,
    instanceId: `i-${String(number).padStart(17, "0")}`,
    state: "running",
    launchedAt,
    createdAt: launchedAt,
    tags: {},
    ...changed,
  };
}

/** `count` accounts with `perRegion` instances in each region, every other one without its tag `department`. */
export function simulatedAccounts(
  count: number,
  regions: readonly string[],
  perRegion: number,
  now: Date,
): SimulatedAccount[] {
  return Array.from({ length: count }, (_, index) => {
    const accountId = accountIdOf(index);
    const instances = (region: string) =>
      Array.from({ length: perRegion }, (__, number) => {
        const tags: Instance["tags"] = number % 2 === 0 ? { Name: `n-${number}` } : { department: "web" };
        return simulatedInstance(accountId, region, number, now, { tags });
      });
    return {
      accountId,
      regions: Object.fromEntries(regions.map((region) => [region, { instances: instances(region) }])),
    };
  });
}

/** The accounts as the table `accounts` has them. */
export function entriesOf(accounts: readonly SimulatedAccount[]): AccountEntry[] {
  return accounts.map(({ accountId }) => ({
    accountId,
    name: `acme-${accountId}`,
    state: "ACTIVE",
    organizationalUnits: [],
    team: "platform",
    refreshedAt: "2029-01-01T00:00:00.000Z",
  }));
}

/** Each account for one process: sessions are kept, every page is a call, and EC2 throttles each account, region and call by itself. */
export function simulatedMembers(
  aws: SimulatedAws,
  accounts: readonly SimulatedAccount[],
): (accountId: string) => Member {
  const byId = new Map(accounts.map((account) => [account.accountId, account]));
  const sessions = new Map<string, Promise<void>>();
  const buckets = new Map<string, Bucket>();
  const bucketFor = (key: string) => {
    const bucket = buckets.get(key) ?? bucketOf(ec2Rate);
    buckets.set(key, bucket);
    return bucket;
  };
  return (accountId) => {
    const account = byId.get(accountId);
    if (!account) throw new Error(`There is no account ${accountId}`);
    const session = () => {
      const known = sessions.get(accountId) ?? assumeRole(aws, account);
      sessions.set(accountId, known);
      known.catch(() => sessions.delete(accountId));
      return known;
    };
    const ask = async <Result>(name: string, work: () => Result, bucket?: Bucket): Promise<Result> => {
      await session();
      return aws.call(name, work, bucket);
    };
    return {
      instances: (region) => async () => {
        const bucket = (call: string) => bucketFor(`${accountId}/${region}/${call}`);
        try {
          return await readRegion(account, region, (name, work) => ask(name, work, bucket(name)));
        } catch (error) {
          throw readProblem(accountId, region, error);
        }
      },
      names: {
        alias: () => ask("ListAccountAliases", () => account.alias),
        users: () => ask("ListUsers", () => new Set(account.users)),
        roles: () => ask("ListRoles", () => new Set<string>()),
      },
      launchers: () => (instance) => ask("LookupEvents", () => account.launchers?.[instance.instanceId]),
    };
  };
}

async function readRegion(
  { regions }: SimulatedAccount,
  region: string,
  ask: <Result>(name: string, work: () => Result) => Promise<Result>,
): Promise<Instance[]> {
  const { instances = [], refusal } = regions[region] ?? {};
  const all: Instance[] = [];
  do {
    const page = await ask("DescribeInstances", () => {
      if (refusal !== undefined) throw Object.assign(new Error("EC2 says no"), { name: refusal });
      return instances.slice(all.length, all.length + pageSize);
    });
    all.push(...page);
  } while (all.length < instances.length);
  if (all.length > 0) await ask("DescribeConversionTasks", () => []);
  return all;
}

/** STS, tried as often as AWS's SDK would. */
async function assumeRole(aws: SimulatedAws, { accountId, noRole }: SimulatedAccount): Promise<void> {
  const arn = `arn:aws:iam::${accountId}:role/tag-auditor`;
  const denied = Object.assign(new Error("not authorized to perform: sts:AssumeRole"), {
    name: "AccessDenied",
  });
  try {
    await aws.call("AssumeRole", () => {
      if (noRole) throw denied;
    });
  } catch (cause) {
    throw new RoleRefused(arn, cause === denied ? "denied" : "unavailable", { cause });
  }
}

/** A table whose calls take time and can fail as all others. */
export function simulatedTable(aws: SimulatedAws, table: ViolationTable): ViolationTable {
  const call = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await aws.call(name, work);
    } catch (cause) {
      throw new TryLater("the table tag-violations cannot be used", { cause });
    }
  };
  async function* query(found: () => AsyncIterable<Violation>) {
    yield* await call("Query", async () => {
      const all: Violation[] = [];
      for await (const one of found()) all.push(one);
      return all;
    });
  }
  return {
    get: (id) => call("GetItem", () => table.get(id)),
    add: (violation) => call("PutItem", () => table.add(violation)),
    save: (next, before) => call("PutItem", () => table.save(next, before)),
    byAccount: (accountId, options) => query(() => table.byAccount(accountId, options)),
    byStatus: (status) => query(() => table.byStatus(status)),
    cells: (accountId, region) => call("GetItem", () => table.cells(accountId, region)),
    putCell: async (cell) => {
      await call("GetItem", () => table.cells(cell.accountId, cell.region));
      await call("PutItem", () => table.putCell(cell));
    },
    run: (runId) => call("GetItem", () => table.run(runId)),
    putRun: (run) => call("PutItem", () => table.putRun(run)),
  };
}
