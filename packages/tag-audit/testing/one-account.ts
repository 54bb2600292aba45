// One account and its table: scans one after another, and what each sees and leaves written down.
import { tagPolicyWith } from "@orgwatch/core/tag-audit/policy";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import type { TagPolicy, TagRequirement } from "@orgwatch/manifest/tag-policy";
import type { AccountDependencies } from "../src/scan/scan-account";
import { scanBatch } from "../src/scan/scan-batch";
import { departmentPolicy, silent } from "./run-scan";
import { simulatedAws } from "./simulated-aws";
import {
  accountIdOf,
  entriesOf,
  type SimulatedAccount,
  simulatedInstance,
  simulatedMembers,
  simulatedTable,
} from "./simulated-organization";

/** Where all of it is. */
export const region = "eu-west-1";
export const accountId = accountIdOf(1);
/** That hour of the day, UTC. */
export const hour = (number: number) => new Date(Date.UTC(2030, 0, 7, number));
/** An instance of the account, launched at midnight. */
export const instance = (number: number, tags: Record<string, string> = {}) =>
  simulatedInstance(accountId, region, number, hour(0), { tags });
/** So many instances that are well. */
export const tagged = (count: number) =>
  Array.from({ length: count }, (_, number) => instance(number, { department: "web" }));
/** A policy whose scheme asks for `created_by` in some way. */
export const asking = (requirement: Partial<TagRequirement>, part: Partial<TagPolicy> = {}) =>
  tagPolicyWith({
    schemes: [
      {
        name: "owners",
        accounts: [],
        organizationalUnits: [],
        require: [{ key: "created_by", ignoreCase: false, ...requirement }],
      },
    ],
    ...part,
  });

type Changed = Partial<Omit<AccountDependencies, "regions">> & Omit<Partial<SimulatedAccount>, "accountId">;

/** One account; `scan` runs one at a time and answers its cell, its violations in words, and what it asked AWS. */
export function newWorld() {
  const stored = memoryViolations();
  const scan = async (
    at: Date,
    instances: SimulatedAccount["regions"][string]["instances"],
    changed: Changed = {},
  ) => {
    const time = virtualTime(at);
    const { alias, users, launchers, regions = { [region]: { instances } }, ...dependencies } = changed;
    const account: SimulatedAccount = {
      accountId,
      regions,
      ...(alias === undefined ? {} : { alias }),
      ...(users === undefined ? {} : { users }),
      ...(launchers === undefined ? {} : { launchers }),
    };
    const aws = simulatedAws(time, { latencyMs: 50, throttled: 0, reset: 0, random: seeded(1) });
    const [entry] = entriesOf([account]);
    const scanning = scanBatch([accountId], {
      runId: at.toISOString(),
      regions: Object.keys(regions),
      policy: departmentPolicy,
      table: simulatedTable(aws, stored),
      accounts: async () => entry,
      member: simulatedMembers(aws, [account]),
      people: undefined,
      now: time.now,
      sleep: time.sleep,
      random: () => 0.5,
      deadline: new Date(at.getTime() + 600_000),
      log: silent,
      ...dependencies,
    });
    const counts = await time.run(scanning);
    const [cell] = stored.lastCells().map((last) => {
      const { runId: _, accountId: __, checkedAt: ___, ...rest } = last;
      return rest;
    });
    return {
      counts,
      cell,
      violations: stored.violations().map(lineOf),
      calls: aws.counts(),
    };
  };
  return { stored, scan };
}

type Stored = ReturnType<ReturnType<typeof memoryViolations>["violations"]>[number];
const lineOf = ({ instance: { instanceId }, status, firstSeenAt, problems, unproven = [] }: Stored) =>
  [
    `${instanceId.slice(-2)} ${status} since ${firstSeenAt.slice(11, 13)}`,
    ...[...problems, ...unproven].map(({ words }) => words),
  ].join(", ");

/** What is in every cell. */
export const quiet = { region, result: "ok", instances: 0, violations: 0, exempt: 0 } as const;
