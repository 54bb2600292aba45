// What the app said to one person only: Slack shows it to nobody else and forgets it; the sandbox keeps it, so that it can be seen.
import type { Journal } from "../journal";
import { type Listeners, newListeners } from "./listeners";
import type { MessageLog } from "./message-log";
import { subjectOf } from "./record-in-journal";

/** `ts` is the message that the person had pressed a button of; a command has none. */
export type EphemeralAnswer = {
  readonly channel: string;
  readonly ts: string | undefined;
  readonly userId: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly at: Date;
};

export type EphemeralAnswers = {
  readonly add: (answer: EphemeralAnswer) => void;
  /** In the order in which they came. */
  readonly all: () => readonly EphemeralAnswer[];
  readonly subscribe: Listeners<EphemeralAnswer>["subscribe"];
};

/** None yet. */
export function newEphemeralAnswers(
  journal: Pick<Journal, "record">,
  log: Pick<MessageLog, "find" | "channel">,
): EphemeralAnswers {
  const all: EphemeralAnswer[] = [];
  const { subscribe, tell } = newListeners<EphemeralAnswer>();
  return {
    add: (answer) => {
      const { channel, ts = "", userId, text } = answer;
      const subject = subjectOf(log.find(channel, ts)?.metadata?.event_payload ?? {});
      const where = log.channel(channel)?.name ?? channel;
      all.push(answer);
      journal.record({ stop: "Slack", ...subject, what: `answered only ${userId} in #${where}: ${text}` });
      tell(answer);
    },
    all: () => all,
    subscribe,
  };
}
