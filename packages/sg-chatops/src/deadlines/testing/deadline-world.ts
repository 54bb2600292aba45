// Everything around sg-deadlines, in memory and in virtual time.
import type { SgDecision } from "@orgwatch/core/handed";
import type { Facts, Log } from "@orgwatch/core/log";
import type { Change } from "@orgwatch/core/security-groups/change";
import { memoryChanges } from "@orgwatch/core/testing/memory-changes";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { deadlinesOf } from "../due-of";
import { endUnanswered } from "../end-unanswered";

const start = new Date("2030-01-07T09:00:00.000Z");
const policy = { expireHours: 24, denyUnanswered: { from: "high", afterMinutes: 30 } } as const;

/** So many minutes after the start (ISO). */
export function minute(minutes: number): string {
  return new Date(start.getTime() + minutes * 60_000).toISOString();
}

/** A pending change that was recorded at the start. */
export function pending(changeId: string, risk: Change["risk"], more: Partial<Change> = {}): Change {
  return {
    ...{ changeId, revision: 1, eventName: "AuthorizeSecurityGroupIngress" },
    ...{ changedAt: minute(-1), recordedAt: minute(0), updatedAt: minute(0) },
    ...{ accountId: "444444444444", region: "eu-west-1", groupId: "sg-1" },
    ...{ author: { kind: "user", name: "alice" }, ruleChanges: [], risk, because: [] },
    ...{ publicUses: [], notes: [], state: "pending" },
    ...deadlinesOf(risk, policy, start),
    ...more,
  };
}

type Options = {
  readonly tell?: (change: Change) => Promise<void>;
  readonly decide?: (decision: SgDecision) => Promise<void>;
  /** Seconds that a message to Slack takes. */
  readonly tellSeconds?: number;
};

/** `run` is one invocation at that minute; it answers what it threw. `told` are id and state, `decided` what sg-decisions has got. */
export async function deadlineWorld(changes: readonly Change[], options: Options = {}) {
  const time = virtualTime(start);
  const table = memoryChanges();
  for (const change of changes) await table.add(change);
  const told: string[] = [];
  const decided: SgDecision[] = [];
  const lines: (readonly [string, Facts | undefined])[] = [];
  const note = (message: string, facts?: Facts) => void lines.push([message, facts]);
  const log: Log = { info: note, warn: note, error: note, with: () => log };
  const dependencies = {
    changes: table,
    decide: async (decision: SgDecision) => {
      await options.decide?.(decision);
      decided.push(decision);
    },
    tell: async (change: Change) => {
      await time.sleep((options.tellSeconds ?? 0) * 1000);
      await options.tell?.(change);
      told.push(`${change.changeId} ${change.state}`);
    },
    now: time.now,
    log,
  };
  async function run(atMinute: number, more: Partial<typeof dependencies> = {}): Promise<unknown> {
    await time.run(time.sleep(Date.parse(minute(atMinute)) - time.now().getTime()));
    const deadline = new Date(time.now().getTime() + 50_000);
    const work = endUnanswered({ ...dependencies, ...more, deadline });
    return time.run(
      work.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  }
  return { table, told, decided, lines, run, changes: table.changes };
}
