// The button Archive below a finding: those who may archive it, everybody else is told who may.
import type { SlackPress } from "@orgwatch/core/handed";
import {
  archiveAction,
  type FindingPlace,
  findingKey,
  findingOfKey,
} from "@orgwatch/core/notice/finding-key";
import type { AnswerPrivately } from "@orgwatch/core/slack/response-url";
import type { SlackApp } from "@orgwatch/core/slack/slack-app";
import { archiveFindings } from "./archive-findings";
import type { Outcome } from "./decide-archive";
import { endOf } from "./decide-responses";
import type { IncidentDependencies } from "./incident-event";
import { once } from "./once";
import { archivedWords, strangerWords, unknownWords } from "./private-words";
import { recordResponses, showInSlack } from "./tell-slack";

export type PressDependencies = Omit<IncidentDependencies, "alertKeys"> & {
  readonly slackApp: () => Promise<SlackApp>;
  readonly answerPrivately: AnswerPrivately;
};

const answerMs = 10_000;

/** Acts on a press, once. @throws TryLater while GuardDuty, Slack or a table cannot be used. */
export async function respondToPress(press: SlackPress, dependencies: PressDependencies): Promise<void> {
  const { slackApp, regions } = dependencies;
  const log = dependencies.log.with({ user: press.user.id, subject: press.value });
  const answer = (text: string) =>
    dependencies.answerPrivately(press.responseUrl, text, AbortSignal.timeout(answerMs));
  const place = findingOfKey(press.value);
  if (press.actionId !== archiveAction || !place || !regions.includes(place.region)) {
    log.warn("a button that nobody knows");
    await answer(unknownWords);
    return;
  }
  const app = await slackApp();
  if (!app?.responders.includes(press.user.id)) {
    log.warn("somebody pressed who may not");
    await answer(strangerWords(app?.responders ?? []));
    return;
  }
  let outcome: Outcome | undefined;
  const act = { key: `press/${press.user.id}/${press.at}/${press.value}`, at: press.at };
  await once(act, { deliveries: dependencies.home, now: dependencies.now }, async (tried) => {
    outcome = await archive(press, place, tried, { ...dependencies, log });
  });
  if (outcome) await answer(archivedWords(outcome));
}

async function archive(
  press: SlackPress,
  place: FindingPlace,
  tried: boolean,
  dependencies: PressDependencies,
): Promise<Outcome | undefined> {
  const decision = { at: press.at, byPerson: true, tried };
  const outcome = (await archiveFindings([place], decision, dependencies.findings)).get(findingKey(place));
  const end = outcome && endOf(outcome);
  if (end) {
    const id = `press/${press.user.id}/${press.at}`;
    const response = {
      id,
      via: "Slack",
      by: press.user.name || press.user.id,
      at: press.at,
      ...end,
    } as const;
    // A chosen team has a message of its own beside the one of the account's team.
    const keys = [...new Set([press.value, findingKey(place)])];
    for (const key of keys) await recordResponses(key, [response], dependencies);
    for (const key of keys) await showInSlack(key, dependencies);
  }
  dependencies.log.info("archive pressed", { end: outcome?.end });
  return outcome;
}
