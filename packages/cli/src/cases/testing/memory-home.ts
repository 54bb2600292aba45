// The home region of `orgwatch cases` in memory, and the program run in it as a person does.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { AccountResult, Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import { type HomeRegion, NotInThisRegion, type SweepState } from "../../home-region";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import type { CasesDependencies } from "../cases-command";

/** What the region has; `sweep` is what each poll answers, the last one again and again, undefined: there is no sweep. */
export type MemoryHome = {
  readonly cases?: readonly SupportCase[];
  readonly communications?: readonly Communication[];
  readonly results?: readonly AccountResult[];
  readonly accounts?: readonly AccountEntry[];
  readonly sweep?: readonly SweepState[] | undefined;
  /** Every call of a table fails with this. */
  readonly fails?: Error;
};

export const now = new Date("2030-01-07T09:30:45Z");

/** A case of the account payments, with changes. */
export function supportCase(displayId: string, changes: Partial<SupportCase> = {}): SupportCase {
  return {
    caseId: `case-444444444444-muen-2030-${displayId}`,
    accountId: "444444444444",
    displayId,
    subject: `Subject ${displayId}`,
    status: "opened",
    serviceCode: "amazon-rds",
    categoryCode: "performance",
    severityCode: "low",
    submittedBy: "ana@example.com",
    timeCreated: "2030-01-01T08:00:00.000Z",
    language: "en",
    ccEmailAddresses: [],
    lastActivityAt: "2030-01-02T08:00:00.000Z",
    readAt: "2030-01-07T08:00:00.000Z",
    communications: 0,
    ...changes,
  };
}

/** An active account. */
export function account(
  accountId: string,
  name: string,
  state: AccountEntry["state"] = "ACTIVE",
): AccountEntry {
  return {
    accountId,
    name,
    state,
    organizationalUnits: [],
    team: "security",
    refreshedAt: now.toISOString(),
  };
}

const keyIn = { "by-account": "accountId", "by-status": "status", "by-severity": "severityCode" } as const;

/** The region behind the small types; `started` has the input of each sweep. */
export function memoryHome(held: MemoryHome): {
  readonly home: HomeRegion;
  readonly started: readonly unknown[];
} {
  const started: unknown[] = [];
  const polls = [...(held.sweep ?? [])];
  const fail = () => {
    if (held.fails !== undefined) throw held.fails;
  };
  const home: HomeRegion = {
    cases: {
      casesBy: async function* (index, key, { since = "", limit } = {}) {
        fail();
        yield* (held.cases ?? [])
          .filter((one) => one[keyIn[index]] === key && one.lastActivityAt >= since)
          .toSorted((one, other) => (one.lastActivityAt < other.lastActivityAt ? 1 : -1))
          .slice(0, limit);
      },
      getCase: async (caseId) => held.cases?.find((one) => one.caseId === caseId),
      conversation: async (caseId) => (held.communications ?? []).filter((one) => one.caseId === caseId),
      accountResult: async (accountId) => held.results?.find((one) => one.accountId === accountId),
    },
    accounts: async () => {
      fail();
      return held.accounts ?? [];
    },
    sweep: {
      start: async (input) => {
        if (held.sweep === undefined) throw new NotInThisRegion("sweep orgwatch-case-sweep", "us-west-2");
        started.push(input);
        return {
          arn: "arn:aws:states:us-west-2:222222222222:execution:orgwatch-case-sweep:e-1",
          startedAt: now,
        };
      },
      state: async () => {
        const [next] = polls.length > 1 ? polls.splice(0, 1) : polls;
        return next ?? { status: "running", reason: undefined };
      },
    },
  };
  return { home, started };
}

/** What `orgwatch cases` needs besides a terminal and a region. */
export function memoryCases(
  home: HomeRegion = memoryHome({}).home,
): Pick<CasesDependencies, "homeIn" | "timeZone" | "wait"> {
  return { homeIn: () => home, timeZone: "Europe/Berlin", wait: async () => {} };
}

/** Runs a command line after `cases` in the region `us-west-2`. */
export async function runCases(
  args: readonly string[],
  held: MemoryHome,
  parts: Partial<Omit<CasesDependencies, "terminal" | "homeIn">> & { readonly colours?: boolean } = {},
) {
  const { home, started } = memoryHome(held);
  let out = "";
  let err = "";
  const { colours = false, ...changes } = parts;
  const code = await runProgram(["cases", ...args], {
    ...memoryManualOps({ now: () => now }),
    ...memoryCases(home),
    ...memorySg(),
    ...memoryTagAudit(),
    ...memoryInventory(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: new AbortController().signal,
    ownRegion: async () => "us-west-2",
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
  return { code, out, err, started };
}
