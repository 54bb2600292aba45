// An organization with support cases, as the sweep sees it: STS, AWS Support and the table, behind simulated calls.

import { TryLater } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import { type CaseFacts, communicationOf, newest } from "../src/read-answer";
import type { SupportApi } from "../src/support-api";
import { supportProblem } from "../src/support-errors";
import type { AwsCalls, Bucket } from "./call-aws";

export type SimulatedCase = { readonly facts: CaseFacts; readonly communications: readonly Communication[] };
/** `noRole`: STS refuses. `noPlan`: AWS Support refuses. */
export type SimulatedAccount = {
  readonly accountId: string;
  readonly cases: Map<string, SimulatedCase>;
  readonly noRole?: boolean;
  readonly noPlan?: boolean;
};

/** What AWS lets through; undefined: everything. */
export type Throttling = { readonly sts?: Bucket; readonly support?: (accountId: string) => Bucket };

const pageSize = 100;

/** A 12-digit id by number. */
export function accountIdOf(number: number): string {
  return String(100_000_000_000 + number);
}

/** A case that was opened at `created` (ISO) and answered by AWS `answers` times, an hour apart. */
export function simulatedCase(
  accountId: string,
  number: number,
  created: string,
  answers = 1,
): SimulatedCase {
  const caseId = `case-${accountId}-muen-2029-${String(number).padStart(8, "0")}`;
  const communications = Array.from({ length: answers + 1 }, (_, index) =>
    communicationOf(caseId, {
      timeCreated: new Date(Date.parse(created) + index * 3600_000).toISOString(),
      submittedBy: index === 0 ? "jane.doe@example.com" : "Amazon Web Services",
      body: index === 0 ? "It is down" : `Answer ${index}`,
    }),
  );
  const facts: CaseFacts = {
    caseId,
    displayId: String(1_000_000_000 + number),
    subject: `Case ${number}`,
    status: "pending-customer-action",
    serviceCode: "amazon-s3",
    categoryCode: "other",
    severityCode: "high",
    submittedBy: "jane.doe@example.com",
    timeCreated: created,
    language: "en",
    ccEmailAddresses: [],
    lastActivityAt: newest(
      created,
      communications.map(({ timeCreated }) => timeCreated),
    ),
  };
  return { facts, communications };
}

/** `count` accounts with `cases` cases each, all opened within the last 30 days before `now`. */
export function simulatedAccounts(count: number, cases: number, now: Date): SimulatedAccount[] {
  return Array.from({ length: count }, (_, index) => {
    const accountId = accountIdOf(index);
    const made = Array.from({ length: cases }, (_, number) => {
      const created = new Date(now.getTime() - (number + 1) * 2 * 24 * 3600_000).toISOString();
      return simulatedCase(accountId, number, created);
    });
    return { accountId, cases: new Map(made.map((one) => [one.facts.caseId, one])) };
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

/** AWS Support of each account for one process: sessions are kept, every page is a call. */
export function simulatedSupport(
  aws: AwsCalls,
  accounts: readonly SimulatedAccount[],
  throttling: Throttling = {},
): (accountId: string) => SupportApi {
  const byId = new Map(accounts.map((account) => [account.accountId, account]));
  const sessions = new Map<string, Promise<void>>();
  const session = (account: SimulatedAccount) => {
    const { accountId } = account;
    const known = sessions.get(accountId) ?? assumeRole(aws, account, throttling.sts);
    sessions.set(accountId, known);
    known.catch(() => sessions.delete(accountId));
    return known;
  };
  return (accountId) => {
    const account = byId.get(accountId);
    if (!account) throw new Error(`There is no account ${accountId}`);
    const bucket = throttling.support?.(accountId);
    const page = async <Result>(name: string, work: () => Result): Promise<Result> => {
      try {
        await session(account);
        return await aws.call(name, () => (account.noPlan ? refuse() : work()), bucket);
      } catch (error) {
        throw supportProblem(accountId, error);
      }
    };
    return {
      describeCases: ({ caseIds, afterTime = "", openOnly }) =>
        pages(page, "DescribeCases", () =>
          caseIds
            ? known(account, caseIds)
            : [...account.cases.values()]
                .map(({ facts }) => facts)
                .filter((one) => one.timeCreated >= afterTime && !(openOnly && one.status === "resolved")),
        ),
      describeCommunications: (caseId) =>
        pages(page, "DescribeCommunications", () => account.cases.get(caseId)?.communications ?? []),
    };
  };
}

/** As AWS Support does: one unknown id, and nothing is answered. */
function known({ cases }: SimulatedAccount, caseIds: readonly string[]): CaseFacts[] {
  const found = caseIds.flatMap((caseId) => cases.get(caseId)?.facts ?? []);
  return found.length === caseIds.length ? found : [];
}

async function* pages<Value>(
  page: <Result>(name: string, work: () => Result) => Promise<Result>,
  name: string,
  all: () => readonly Value[],
): AsyncGenerator<readonly Value[]> {
  for (let start = 0; ; start += pageSize) {
    const { values, more } = await page(name, () => ({
      values: all().slice(start, start + pageSize),
      more: all().length > start + pageSize,
    }));
    yield values;
    if (!more) return;
  }
}

/** STS, tried as often as AWS's SDK would. */
async function assumeRole(
  aws: AwsCalls,
  { accountId, noRole }: SimulatedAccount,
  bucket?: Bucket,
): Promise<void> {
  const arn = `arn:aws:iam::${accountId}:role/GetSupportInfoRole`;
  const denied = Object.assign(new Error("not authorized to perform: sts:AssumeRole"), {
    name: "AccessDenied",
  });
  try {
    await aws.call(
      "AssumeRole",
      () => {
        if (noRole) throw denied;
      },
      bucket,
    );
  } catch (cause) {
    throw new RoleRefused(arn, cause === denied ? "denied" : "unavailable", { cause });
  }
}

function refuse(): never {
  throw Object.assign(new Error("needs a support plan"), { name: "SubscriptionRequiredException" });
}

/** A table whose calls take time and can fail as all others; a result is read and written, which are two calls. */
export function simulatedTable(aws: AwsCalls, table: CaseTable): CaseTable {
  const call = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await aws.call(name, work);
    } catch (cause) {
      throw new TryLater("the table support-cases cannot be used", { cause });
    }
  };
  return {
    putCase: (one) => call("PutItem", () => table.putCase(one)),
    putCommunications: async (communications) => {
      const each = await Promise.all(
        communications.map((one) => call("PutItem", () => table.putCommunications([one]))),
      );
      return { stored: each.length, refused: [] };
    },
    getCase: (caseId) => call("GetItem", () => table.getCase(caseId)),
    conversation: (caseId) => call("Query", () => table.conversation(caseId)),
    casesBy: async function* (index, key, options) {
      const found = await call("Query", async () => {
        const all: SupportCase[] = [];
        for await (const one of table.casesBy(index, key, options)) all.push(one);
        return all;
      });
      yield* found;
    },
    accountResult: (accountId) => call("GetItem", () => table.accountResult(accountId)),
    putAccountResult: async (result) => {
      await call("GetItem", () => table.accountResult(result.accountId));
      return call("PutItem", () => table.putAccountResult(result));
    },
  };
}
