// Waits for what becomes of a decision that was handed over. It goes on in AWS, whatever becomes of this program.
import type { SgDecision } from "@orgwatch/core/handed";
import { type Change, isUndone } from "@orgwatch/core/security-groups/change";
import { waitingWords } from "../progress/waiting-words";
import type { SgDependencies } from "./sg-command";
import type { SgRegion } from "./sg-region";

/** A decision takes some seconds; what takes longer waits for EC2 to answer or for somebody to mend a role. */
const followedMs = 60_000;
const pollMs = 1000;

/**
 * `done`: kept, or the taking back has its end. `overtaken`: somebody else's decision was first, or it expired. `acting`: decided, and not
 * all done in time. `unheard`: not decided in time. `change` is as it was read last.
 */
export type Followed = {
  readonly end: "done" | "overtaken" | "acting" | "unheard";
  readonly change: Change;
};

/** Rejects when the table cannot be used. */
export async function followDecision(
  decision: Pick<SgDecision, "id">,
  before: Change,
  changes: Pick<SgRegion["changes"], "get">,
  { terminal, now, wait, signal }: Pick<SgDependencies, "terminal" | "now" | "wait" | "signal">,
): Promise<Followed> {
  const since = now();
  const until = since.getTime() + followedMs;
  let change = before;
  while (true) {
    change = (await changes.get(change.changeId)) ?? change;
    const end = endOf(decision, change);
    if (end === "done" || end === "overtaken" || signal.aborted || now().getTime() >= until)
      return { end, change };
    terminal.status?.(waitingWords("sg-decisions", since, now()));
    await wait(pollMs, signal);
  }
}

function endOf({ id }: Pick<SgDecision, "id">, change: Change): Followed["end"] {
  if (change.state === "pending") return "unheard";
  if (change.decision?.id !== id) return "overtaken";
  return isUndone(change) ? "acting" : "done";
}
