// Remembers what belongs to a message but is not in it: the answers that one person saw, and what became of a press.
import type { PageAnswer, PageMessage, PageState } from "../page-state";
import type { ActingPerson } from "./acting-person";
import { say } from "./announce";
import type { Surroundings } from "./render-message";
import { type PressNote, pressButton, type SlackButton } from "./slack-button";

type Place = Pick<PageMessage, "channel" | "ts">;

export type MessageSurroundings = Surroundings & {
  /** Takes over a whole state, without telling of changes. */
  readonly show: (state: Pick<PageState, "answers" | "canPress">) => void;
  /** All answers there are, oldest first. */
  readonly takeAnswers: (answers: readonly PageAnswer[]) => void;
  readonly answers: () => readonly PageAnswer[];
};

/** Nothing yet. `touched` hears of each message that must be drawn anew. */
export function newSurroundings(person: ActingPerson, touched: (place: Place) => void): MessageSurroundings {
  const notes = new Map<string, PressNote>();
  let answers: readonly PageAnswer[] = [];
  let canPress = false;
  const press = async (message: PageMessage, pressed: SlackButton) => {
    const who = person.chosen();
    if (!who || notes.get(keyOf(message))?.state === "under way") return;
    await pressButton(message, pressed, who, (note) => {
      notes.set(keyOf(message), note);
      if (note.state !== "under way") say(note.words);
      touched(message);
    });
  };
  return {
    nameOf: person.nameOf,
    about: (message) => ({
      press: canPress ? (pressed) => void press(message, pressed) : undefined,
      note: notes.get(keyOf(message)),
      answers: answers.filter((answer) => keyOf(answer) === keyOf(message)),
    }),
    answers: () => answers,
    show: (state) => {
      answers = state.answers;
      canPress = state.canPress;
    },
    takeAnswers: (all) => {
      const known = new Set(answers.map(identityOf));
      const fresh = all.filter((answer) => !known.has(identityOf(answer)));
      answers = all;
      for (const answer of fresh) {
        say(`Only visible to ${person.nameOf(answer.userId)}: ${answer.text}`);
        touched(answer);
      }
    },
  };
}

function keyOf({ channel, ts }: Place): string {
  return `${channel} ${ts}`;
}

function identityOf({ channel, ts, userId, at, text }: PageAnswer): string {
  return JSON.stringify([channel, ts, userId, at, text]);
}
