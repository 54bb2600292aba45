// From an update to a stored case and its news in Slack: read, store, then tell.
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import { type TellDependencies, tellCase } from "../slack/tell-case";
import { accountOfCase, readCase, type WholeCase } from "../store/read-case";
import { storeCase } from "../store/store-case";
import type { SupportApi } from "../support-api";
import { NoRole, NotEntitled } from "../support-errors";
import { isTooEarly } from "./is-too-early";
import { type CaseUpdate, readUpdate } from "./read-update";

export type UpdateDependencies = TellDependencies & {
  readonly cases: CaseTable;
  readonly support: (accountId: string) => SupportApi;
};

/**
 * Handles one record. Any order and any number of updates end in the newest state: what counts is the case as AWS has it now.
 * @throws NeverAgain for a body that is no update of a case of its own account; TryLater when something has to wait.
 */
export async function handleUpdate(body: unknown, dependencies: UpdateDependencies): Promise<void> {
  const update = readUpdate(body);
  if (update === undefined) throw new NeverAgain("this is no update of a support case");
  const { accountId, caseId, what } = update;
  if (accountOfCase(caseId) !== accountId)
    throw new NeverAgain(`the case ${caseId} is not one of account ${accountId}`);
  const log = dependencies.log.with({ accountId, caseId, what });
  const whole = await read(update, { ...dependencies, log });
  if (whole === undefined) return;
  const newest = await store(whole, dependencies.cases, log);
  await tellCase(newest.case, newest.communications, what !== "CreateCase", { ...dependencies, log });
}

/** Undefined: there is nothing to store, and the log says why. */
async function read(
  update: CaseUpdate,
  { support, cases, log, now }: UpdateDependencies,
): Promise<WholeCase | undefined> {
  const { accountId, caseId } = update;
  const began = now();
  try {
    const whole = await readCase(support(accountId), accountId, caseId, began);
    if (isTooEarly(update, whole?.case, began))
      throw new TryLater("AWS Support does not show the change yet", { retryAfterSeconds: 5 });
    if (whole === undefined) log.warn("AWS Support does not know the case");
    return whole;
  } catch (error) {
    if (!(error instanceof NotEntitled || error instanceof NoRole)) throw error;
    const result = error instanceof NoRole ? "no-role" : "not-entitled";
    await cases.putAccountResult(
      unreadable(await cases.accountResult(accountId), accountId, result, error.message, began),
    );
    log.warn("the account's cases cannot be read, the sweep tries again", { result, reason: error.message });
    return undefined;
  }
}

function unreadable(
  before: AccountResult | undefined,
  accountId: string,
  result: AccountResult["result"],
  reason: string,
  now: Date,
): AccountResult {
  return { ...before, accountId, cases: before?.cases ?? 0, result, reason, checkedAt: now.toISOString() };
}

/** What the table has afterwards: our read, or a newer one that a sweep may have stored without telling. */
async function store(whole: WholeCase, cases: CaseTable, log: Log): Promise<WholeCase> {
  const { caseId } = whole.case;
  if ((await storeCase(cases, whole, log)) !== "older") return whole;
  const newer = await cases.getCase(caseId);
  return newer ? { case: newer, communications: await cases.conversation(caseId) } : whole;
}
