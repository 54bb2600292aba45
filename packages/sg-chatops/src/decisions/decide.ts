// One press of Keep or Deny, or one decision from elsewhere: the first one counts, is told, and is then done.
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { parseHanded, type SgDecision, type SlackPress } from "@orgwatch/core/handed";
import type { Log } from "@orgwatch/core/log";
import { type Change, type Decision, isOpen } from "@orgwatch/core/security-groups/change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import type { SlackPeople } from "@orgwatch/core/slack/slack-people";
import { firstResumeAt } from "../deadlines/due-of";
import { type AnswerDependencies, answerOnce } from "./answer-once";
import { type CarryOutDependencies, carryOut } from "./carry-out";
import {
  decidedWords,
  doneWords,
  expiredWords,
  forgottenWords,
  nothingToDecideWords,
  unknownCommandWords,
  unknownWords,
} from "./private-words";
import { mayDecide } from "./who-may-decide";

export type DecideDependencies = CarryOutDependencies &
  AnswerDependencies & {
    readonly policy: () => Promise<Policy>;
    readonly people: SlackPeople;
    readonly log: Log;
  };

/** Somebody's wish, by whichever way it came. `answer` tells that person alone. */
type Wish = Omit<Decision, "at"> & {
  readonly changeId: string;
  readonly answer: (text: string) => Promise<void>;
};

/** Others write the same item now and then; so often in a row that nobody believes it. */
const mostTries = 20;

/**
 * Acts on the body of a queue message; repeated, it goes on where it stopped.
 * @throws NeverAgain for what nobody hands over; TryLater for everything that passes or that somebody mends.
 */
export async function decide(body: unknown, dependencies: DecideDependencies): Promise<void> {
  const handed = parseHanded(body);
  switch (handed?.kind) {
    case "slack-press":
      return decidePress(handed, dependencies);
    case "sg-decision":
      return decideWish(wishOfDecision(handed, dependencies.log), dependencies);
    case "slack-command":
      dependencies.log.warn("a command that nobody knows");
      return answerOnce(handed, `${handed.user.id}/${handed.at}`, unknownCommandWords, dependencies);
    case "incident-event":
    case undefined:
      throw new NeverAgain("nobody hands over such a message");
  }
}

async function decidePress(press: SlackPress, dependencies: DecideDependencies): Promise<void> {
  const [, what] = /^sg:(keep|deny)$/.exec(press.actionId) ?? [];
  const id = `press/${press.user.id}/${press.at}/${press.value}/${what ?? press.actionId}`;
  const answer = (text: string) => answerOnce(press, id, text, dependencies);
  if (what !== "keep" && what !== "deny") {
    dependencies.log.warn("a button that nobody knows", { action: press.actionId });
    return answer(unknownWords);
  }
  return decideWish({ id, changeId: press.value, what, via: "slack", by: press.user, answer }, dependencies);
}

/** Whoever types `orgwatch sg decide` follows the table; the policy asks nobody. */
function wishOfDecision(decision: SgDecision, log: Log): Wish {
  const { kind: _, at: __, ...wish } = decision;
  return { ...wish, answer: async (text) => log.info("a decision was not needed or is done", { text }) };
}

async function decideWish(wish: Wish, dependencies: DecideDependencies): Promise<void> {
  const log = dependencies.log.with({ changeId: wish.changeId, what: wish.what, by: wish.by.id });
  const change = await settle(wish, { ...dependencies, log });
  if (change === undefined) return;
  const done = await carryOut(change, { ...dependencies, log });
  if (done.change !== undefined) await wish.answer(doneWords(done.change));
  if ("failure" in done) throw done.failure;
}

/** The change with this wish as its decision, now or by an earlier delivery. Undefined: the wish came to nothing, and its owner knows. */
async function settle(wish: Wish, dependencies: DecideDependencies): Promise<Change | undefined> {
  const { changes, policy, people, now, log } = dependencies;
  let isAllowed = false;
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const change = await changes.get(wish.changeId);
    if (change?.decision?.id === wish.id) return change;
    const closed = change === undefined ? forgottenWords : closedWords(change, now());
    if (change === undefined || closed !== undefined) {
      log.info("nothing to decide any more", { state: change?.state });
      await wish.answer(closed ?? forgottenWords);
      return undefined;
    }
    if (!isAllowed) {
      const permission = await mayDecide(wish, change, await policy(), people);
      if (!permission.may) {
        log.warn("somebody decided who may not");
        await wish.answer(permission.words);
        return undefined;
      }
      isAllowed = true;
    }
    const saved = await changes.save(decided(change, wish, now()), change, now());
    if (saved) {
      log.info("decided");
      return saved;
    }
  }
  throw new TryLater("too many write this change at once");
}

/** Why nobody can decide any more; undefined when one can. */
function closedWords(change: Change, now: Date): string | undefined {
  if (change.decision) return decidedWords(change.decision);
  if (isOpen(change, now)) return undefined;
  return change.state === "pending" || change.state === "expired" ? expiredWords : nothingToDecideWords;
}

/** Its time is when it is written: that is what makes it the first. A denied change is due until it is taken back. */
function decided(change: Change, wish: Wish, now: Date): Change {
  const { expiresOn: _, deniedOn: __, dueAt: ___, ...rest } = change;
  const { answer: ____, changeId: _____, ...decision } = wish;
  const due = decision.what === "deny" ? { dueAt: firstResumeAt(now) } : {};
  return { ...rest, ...due, state: "decided", decision: { ...decision, at: now.toISOString() } };
}
