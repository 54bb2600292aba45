// At each run: ends the changes that nobody answered in time, as the policy says, and sees to it that denied ones are taken back.
import { verdictOf } from "@orgwatch/core/errors";
import type { SgDecision } from "@orgwatch/core/handed";
import type { Log } from "@orgwatch/core/log";
import { runEach } from "@orgwatch/core/run-each";
import type { Change } from "@orgwatch/core/security-groups/change";
import type { ChangeTable } from "@orgwatch/core/security-groups/change-table";
import { decideEnd, type End, givenUp, standingDecision, unansweredDecision } from "./decide-end";
import { nextResumeAt } from "./due-of";

export type DeadlineDependencies = {
  readonly changes: Pick<ChangeTable, "due" | "save">;
  /** Hands a decision to sg-decisions. */
  readonly decide: (decision: SgDecision) => Promise<void>;
  /** Brings the change's message up to date. */
  readonly tell: (change: Change) => Promise<void>;
  readonly now: () => Date;
  /** When Lambda ends this run. */
  readonly deadline: Date;
  readonly log: Log;
};

/** What one message to Slack may take; nothing is begun later than this before the deadline. */
const reserveMs = 15_000;
/** A bound for the lambda's memory; a run has no time for more. */
const mostAtOnce = 2000;

/**
 * Ends what is due, each alone; what there is no time for is due in the next run still. Denials come first: they must not wait for Slack.
 * @throws the gravest failure of all, once every change had its turn; TryLater while the table cannot be used.
 */
export async function endUnanswered(dependencies: DeadlineDependencies): Promise<void> {
  const { changes, now, deadline, log } = dependencies;
  const due: { readonly change: Change; readonly end: End }[] = [];
  for await (const change of changes.due(now())) {
    const end = decideEnd(change, now());
    if (end !== undefined) due.push({ change, end });
    if (due.length === mostAtOnce) break;
  }
  const denials = due.filter(({ end }) => end === "deny" || end === "resume");
  const others = due.filter(({ end }) => end !== "deny" && end !== "resume");
  let left = 0;
  await runEach([...denials, ...others], async ({ change, end }) => {
    if (now().getTime() > deadline.getTime() - reserveMs) left += 1;
    else await endOne(change, end, { ...dependencies, log: log.with({ changeId: change.changeId }) });
  }).finally(() => {
    if (due.length > 0)
      log.info("changes were due", { denials: denials.length, others: others.length, left });
  });
}

async function endOne(change: Change, end: End, dependencies: DeadlineDependencies): Promise<void> {
  const { changes, decide, now, log } = dependencies;
  switch (end) {
    case "deny":
      return decide(unansweredDecision(change, now()));
    case "expire": {
      // It stays due until its message says so; at the end of the line, behind those that wait for their first turn.
      const expired: Change = { ...change, state: "expired", dueAt: now().toISOString() };
      const written = await changes.save(expired, change, now());
      if (written === undefined) return log.info("somebody was faster");
      if (change.deniedOn !== undefined)
        log.error("expired, although the policy denies it: its decision was not carried out in time");
      return tellEnd(written, dependencies);
    }
    case "tell":
      return tellEnd(change, dependencies);
    case "resume":
      return resume(change, dependencies);
    case "abandon":
      return abandon(change, dependencies);
    case "settle":
      return settle(change, dependencies);
  }
}

/** Its message went to the dead-letter queue, or still waits: twice in the queue is done once. */
async function resume(change: Change, { changes, decide, now, log }: DeadlineDependencies): Promise<void> {
  const decision = standingDecision(change);
  if (decision === undefined) return;
  await decide(decision);
  log.warn("a denied change is not taken back yet: handed over again");
  await changes.save({ ...change, dueAt: nextResumeAt(now()) }, change, now());
}

/** The message must not say for ever that it is being taken back. */
async function abandon(change: Change, { changes, tell, now, log }: DeadlineDependencies): Promise<void> {
  const written = await changes.save(givenUp(change, now()), change, now());
  if (written === undefined) return log.info("somebody was faster");
  log.error("a denied change could not be taken back within a day: nobody tries any more");
  await tell(written);
}

/** A message that can never be sent is not tried at each run for ever. */
async function tellEnd(change: Change, dependencies: DeadlineDependencies): Promise<void> {
  try {
    await dependencies.tell(change);
  } catch (error) {
    if (verdictOf(error).kind === "never") await settle(change, dependencies);
    throw error;
  }
  await settle(change, dependencies);
}

async function settle(change: Change, { changes, now }: DeadlineDependencies): Promise<void> {
  await changes.save({ ...change, dueAt: undefined }, change, now());
}
