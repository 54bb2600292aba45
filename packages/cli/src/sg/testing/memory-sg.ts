// The home region of `orgwatch sg` in memory, and the program run in it as a person does.
import type { SgDecision } from "@orgwatch/core/handed";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { Change } from "@orgwatch/core/security-groups/change";
import { memoryChanges } from "@orgwatch/core/testing/memory-changes";
import { memoryCases, memoryHome } from "../../cases/testing/memory-home";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import type { SgDependencies } from "../sg-command";
import type { SgRegion } from "../sg-region";

export const start = new Date("2030-01-07T09:30:45Z");

/** What the region has. */
export type MemorySg = {
  readonly accounts?: readonly AccountEntry[];
  readonly changes?: readonly Change[];
  /** What the lambda sg-decisions makes of the change that a decision is about, a second each. */
  readonly lambda?: (decision: SgDecision) => readonly Partial<Change>[];
  /** Every call of the table fails with this. */
  readonly fails?: Error;
};

const callerArn = "arn:aws:sts::222222222222:assumed-role/Security/alice@acme.example";

/** A pending change of the account payments: SSH for the whole world. */
export function sgChange(changes: Partial<Change> = {}): Change {
  return {
    changeId: "4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11",
    revision: 1,
    eventName: "AuthorizeSecurityGroupIngress",
    changedAt: "2030-01-07T09:00:00Z",
    recordedAt: "2030-01-07T09:00:20.000Z",
    updatedAt: "2030-01-07T09:00:20.000Z",
    accountId: "444444444444",
    region: "eu-central-1",
    groupId: "sg-0aa",
    groupName: "web",
    vpcId: "vpc-1",
    author: {
      kind: "identity-center",
      name: "AWSReservedSSO_Admin",
      session: "mallory@acme.example",
      arn: "arn:aws:sts::444444444444:assumed-role/AWSReservedSSO_Admin/mallory@acme.example",
      accountId: "444444444444",
      sourceIp: "203.0.113.7",
      userAgent: "aws-cli/2.15",
    },
    ruleChanges: [
      {
        kind: "added",
        rule: {
          ruleId: "sgr-1",
          direction: "ingress",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
          description: undefined,
        },
      },
    ],
    risk: "critical",
    because: ["a port of remote administration is open to the whole internet"],
    publicUses: [],
    notes: [],
    state: "pending",
    quietBecause: undefined,
    expiresOn: "2030-01-08T09:00:20.000Z",
    deniedOn: undefined,
    dueAt: "2030-01-08T09:00:20.000Z",
    decision: undefined,
    act: undefined,
    threadOf: undefined,
    ...changes,
  };
}

/** What `orgwatch sg` needs besides a terminal and what `cases` has: an empty table, and nobody to be asked. */
export function memorySg(
  sg: SgRegion = memorySgRegion({}).sg,
): Pick<SgDependencies, "sgIn" | "callerIn" | "ask" | "newId"> {
  return { sgIn: () => sg, callerIn: async () => callerArn, ask: undefined, newId: () => "1" };
}

/** The region behind the small type; `handed` has the decisions. `poll` is a second of the lambda. */
export function memorySgRegion({ changes = [], lambda, fails }: MemorySg): {
  readonly sg: SgRegion;
  readonly handed: readonly SgDecision[];
  readonly poll: () => Promise<void>;
} {
  const handed: SgDecision[] = [];
  const steps: (() => Promise<unknown>)[] = [];
  const table = memoryChanges();
  const filled = Promise.all(changes.map((change) => table.add(change)));
  const ready = async () => {
    await filled;
    if (fails !== undefined) throw fails;
  };
  const step = (changeId: string, part: Partial<Change>) => async () => {
    const change = await table.get(changeId);
    return change && table.save({ ...change, ...part }, change, start);
  };
  return {
    handed,
    poll: async () => void (await steps.shift()?.()),
    sg: {
      changes: {
        get: (changeId) => ready().then(() => table.get(changeId)),
        byAccount: async function* (accountId, range) {
          await ready();
          yield* table.byAccount(accountId, range);
        },
        byDay: async function* (day, range) {
          await ready();
          yield* table.byDay(day, range);
        },
      },
      handDecision: async (decision) => {
        handed.push(decision);
        steps.push(...(lambda?.(decision) ?? []).map((part) => step(decision.changeId, part)));
      },
    },
  };
}

/** Runs a command line after `sg` in the region `us-west-2`; each wait lets the time pass and the lambda do its next step. */
export async function runSg(
  args: readonly string[],
  held: MemorySg,
  parts: Partial<SgDependencies> & { readonly colours?: boolean } = {},
) {
  const { sg, handed, poll } = memorySgRegion(held);
  const { colours = false, ...changes } = parts;
  let [out, err, time] = ["", "", start.getTime()];
  const code = await runProgram(["sg", ...args], {
    ...memoryManualOps(),
    ...memoryCases(memoryHome({ accounts: held.accounts ?? [] }).home),
    ...memorySg(sg),
    ...memoryTagAudit(),
    ...memoryInventory(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: new AbortController().signal,
    ownRegion: async () => "us-west-2",
    now: () => new Date(time),
    wait: async (ms) => {
      time += ms;
      await poll();
    },
    ...changes,
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      colours,
    },
  });
  return { code, out, err, handed };
}
