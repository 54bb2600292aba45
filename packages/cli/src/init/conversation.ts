// Questions and answers: with a person, or with nobody.
import { cleanLine, type Terminal } from "../terminal";

/** Lines from a person. */
export type Conversation = {
  /** Shows the question and answers the line that was typed; undefined at the end of the input. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly close: () => void;
};

export type Question = {
  readonly words: string;
  /** What an empty line means; it is shown. Undefined: an answer is needed. */
  readonly fallback: string | undefined;
  /** What is wrong with an answer, in sentences. */
  readonly problems?: (answer: string) => readonly string[];
};

/** Answers undefined where nobody says anything and nothing is the default. */
export type Asker = (question: Question) => Promise<string | undefined>;

/** The person left before the last question. */
export class ConversationEnded extends Error {
  override readonly name = "ConversationEnded";
}

/** Nobody is asked: everything has its default. */
export const askNobody: Asker = async ({ fallback }) => fallback;

/** Asks until the answer is right. @throws ConversationEnded */
export function askPerson({ ask }: Conversation, terminal: Terminal): Asker {
  return async ({ words, fallback, problems }) => {
    const shown = fallback ? ` [${cleanLine(fallback, 400)}]` : "";
    for (;;) {
      const typed = await ask(`${words}${shown}: `);
      if (typed === undefined) throw new ConversationEnded();
      const answer = typed.trim() || fallback;
      if (answer === undefined) continue;
      const wrong = answer === "" ? [] : (problems?.(answer) ?? []);
      if (wrong.length === 0) return answer;
      for (const problem of wrong) terminal.err(`  ${cleanLine(problem, 500)}\n`);
    }
  };
}
