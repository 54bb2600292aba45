// One message that a door handed over: what it is about decides who acts.
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { parseHanded } from "@orgwatch/core/handed";
import { type IncidentDependencies, respondToIncident } from "./incident-event";
import { unknownCommandWords } from "./private-words";
import { type PressDependencies, respondToPress } from "./slack-press";

export type RespondDependencies = IncidentDependencies & PressDependencies;

const answerMs = 10_000;

/**
 * Acts on the body of a queue message.
 * @throws NeverAgain for what no door hands over; TryLater for everything that passes or that somebody mends.
 */
export async function respond(body: unknown, dependencies: RespondDependencies): Promise<void> {
  const handed = parseHanded(body);
  switch (handed?.kind) {
    case "incident-event":
      return respondToIncident(handed, dependencies);
    case "slack-press":
      return respondToPress(handed, { ...dependencies, slackApp: () => readable(dependencies.slackApp) });
    case "slack-command":
      dependencies.log.warn("a command that nobody knows");
      await dependencies.answerPrivately(
        handed.responseUrl,
        unknownCommandWords,
        AbortSignal.timeout(answerMs),
      );
      return;
    case "sg-decision":
    case undefined:
      throw new NeverAgain("no door hands over such a message");
  }
}

/** A setting that somebody broke is mended within hours. */
async function readable(slackApp: RespondDependencies["slackApp"]) {
  try {
    return await slackApp();
  } catch (error) {
    throw new TryLater("the setting slack-app cannot be used", { cause: error });
  }
}
