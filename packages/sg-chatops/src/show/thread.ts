// Bursts: changes by the same principal in the same account, one soon after the other, share the thread of the first one's message.
import { createHash } from "node:crypto";
import { TryLater } from "@orgwatch/core/errors";
import { type Author, type Change, messageKey } from "@orgwatch/core/security-groups/change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import { type StateTable, stateKeys } from "@orgwatch/core/security-groups/state-table";
import { isGraver } from "@orgwatch/core/severity";
import * as z from "zod/mini";
import type { Followers } from "./change-message";

const burstShape = z.object({
  /** The change whose message has the thread, and the channel that it is told in. */
  root: z.string(),
  channel: z.string(),
  /** When the first change came and the last one joined, ISO. */
  beganAt: z.optional(z.iso.datetime()),
  lastAt: z.iso.datetime(),
  /** Changes in the thread, without the root; the gravest of them, and which of them it was first. */
  count: z.number(),
  worst: z.enum(["critical", "high", "medium", "low", "info"]),
  worstAt: z.number(),
  /** The last of them: a change that comes twice counts once. */
  joined: z.array(z.string()),
});
type Burst = z.output<typeof burstShape>;

/** What a thread's changes are; `worstAt`: since how many of them the gravest is among them. */
export type ThreadFollowers = Followers & { readonly worstAt: number };

/** Of one principal and account; a principal whose changes are told in two channels has two at a time. */
const burstsKept = 20;
const joinedKept = 100;
/** However soon one change follows the other: what stands far up in a channel nobody reads. */
const longestBurstMs = 3600_000;
/** More lambdas than run at the same time. */
const tries = 10;
/** A message is drawn again until its change expires, and while taking back takes its time. */
const daysAfterExpiry = 7;

/**
 * The delivery key of the message in whose thread a new change belongs (`threadOf`). Undefined: it has a message of its own, which the next
 * ones join. The same change gets the same answer again, whichever source it comes from.
 * @throws TryLater while the table cannot be used, or others write at the same time.
 */
export async function joinThread(
  change: Pick<Change, "changeId" | "accountId" | "author" | "risk">,
  channelId: string,
  { state, policy, now }: { readonly state: StateTable; readonly policy: Policy; readonly now: Date },
): Promise<string | undefined> {
  const key = keyOf(change);
  const keepDays = Math.ceil(policy.expireHours / 24) + daysAfterExpiry;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const saved = await state.read(key);
    const bursts = burstsIn(saved?.value);
    const known = bursts.find((burst) => isIn(burst, change.changeId));
    if (known) return keyFor(known, change.changeId);
    const open = bursts.find((burst) => burst.channel === channelId && isOpen(burst, policy, now));
    const burst = open ? joinedBy(open, change, now) : begunBy(change, channelId, now);
    const next = [burst, ...bursts.filter((one) => one !== open)].slice(0, burstsKept);
    if (await state.save(key, next, saved, { now, keepDays })) return keyFor(burst, change.changeId);
  }
  throw new TryLater("others join the same thread at the same time", { retryAfterSeconds: 2 });
}

/** The changes in the thread of a root's message; undefined when there are none. @throws TryLater while the table cannot be used. */
export async function followersOf(
  root: Pick<Change, "changeId" | "accountId" | "author">,
  state: Pick<StateTable, "read">,
): Promise<ThreadFollowers | undefined> {
  const saved = await state.read(keyOf(root));
  const burst = burstsIn(saved?.value).find((one) => one.root === root.changeId);
  if (burst === undefined || burst.count === 0) return undefined;
  return { count: burst.count, worst: burst.worst, worstAt: burst.worstAt };
}

/** What nobody can read begins anew: a thread is never worth more than a message. */
function burstsIn(value: unknown): readonly Burst[] {
  return z.array(burstShape).safeParse(value).data ?? [];
}

function isIn({ root, joined }: Burst, changeId: string): boolean {
  return root === changeId || joined.includes(changeId);
}

function keyFor({ root }: Burst, changeId: string): string | undefined {
  return root === changeId ? undefined : messageKey(root);
}

function isOpen({ beganAt, lastAt }: Burst, { threadMinutes }: Policy, now: Date): boolean {
  const since = (iso: string) => now.getTime() - Date.parse(iso);
  const pauseMs = threadMinutes * 60_000;
  const wholeMs = Math.max(longestBurstMs, pauseMs);
  return threadMinutes > 0 && since(lastAt) <= pauseMs && since(beganAt ?? lastAt) <= wholeMs;
}

function begunBy({ changeId, risk }: Pick<Change, "changeId" | "risk">, channel: string, now: Date): Burst {
  return {
    root: changeId,
    channel,
    beganAt: now.toISOString(),
    lastAt: now.toISOString(),
    count: 0,
    worst: risk,
    worstAt: 0,
    joined: [],
  };
}

function joinedBy(burst: Burst, { changeId, risk }: Pick<Change, "changeId" | "risk">, now: Date): Burst {
  const count = burst.count + 1;
  const rises = burst.count === 0 || isGraver(risk, burst.worst);
  return {
    ...burst,
    lastAt: new Date(Math.max(now.getTime(), Date.parse(burst.lastAt))).toISOString(),
    count,
    worst: rises ? risk : burst.worst,
    worstAt: rises ? count : burst.worstAt,
    joined: [...burst.joined, changeId].slice(-joinedKept),
  };
}

/** Names come from outside and DynamoDB's keys end at 2,048 bytes: long ones are shortened by their hash. */
const longestPrincipal = 300;

function keyOf({ accountId, author }: { readonly accountId: string; readonly author: Author }): string {
  const principal = JSON.stringify([author.kind, author.name, author.session ?? ""]);
  const isShort = principal.length <= longestPrincipal;
  return stateKeys.burst(
    accountId,
    isShort ? principal : createHash("sha256").update(principal).digest("hex"),
  );
}
