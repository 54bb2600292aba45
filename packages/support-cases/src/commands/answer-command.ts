// The command /cases: slack-door has told Slack that it came, here the person gets the answer.
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { parseHanded } from "@orgwatch/core/handed";
import type { Log } from "@orgwatch/core/log";
import type { AnswerPrivately } from "@orgwatch/core/slack/response-url";
import { type FindDependencies, findCases } from "./find-cases";
import { helpWords, listWords, wrongWords } from "./list-words";
import { readWords } from "./read-words";

export type AnswerDependencies = FindDependencies & {
  readonly answerPrivately: AnswerPrivately;
  /** Of the console that links open. */
  readonly region: () => Promise<string>;
  readonly now: () => Date;
  readonly log: Log;
};

/** Slack takes answers for half an hour. */
const answerWithinMs = 30 * 60_000;
const answerMs = 10_000;

/**
 * Answers a command that slack-door handed over.
 * @throws NeverAgain when it is none of ours, or nobody can be answered any more; TryLater while the table or Slack cannot be used.
 */
export async function answerCommand(body: unknown, dependencies: AnswerDependencies): Promise<void> {
  const { answerPrivately, now, log } = dependencies;
  const command = parseHanded(body);
  if (command?.kind !== "slack-command" || command.command !== "cases")
    throw new NeverAgain("this is not the command /cases");
  if (now().getTime() - new Date(command.at).getTime() >= answerWithinMs)
    throw new NeverAgain("Slack takes no answer after 30 minutes");
  const text = await wordsFor(command.text, dependencies);
  const told = await answerPrivately(command.responseUrl, text, AbortSignal.timeout(answerMs));
  if (!told) throw new TryLater("Slack did not take the answer");
  log.info("answered", { user: command.user.id });
}

async function wordsFor(text: string, dependencies: AnswerDependencies): Promise<string> {
  const asked = readWords(text);
  switch (asked.kind) {
    case "help":
      return helpWords;
    case "wrong":
      return wrongWords(asked.because);
    case "ask":
      return listWords(asked.ask, await findCases(asked.ask, dependencies), await dependencies.region());
  }
}
