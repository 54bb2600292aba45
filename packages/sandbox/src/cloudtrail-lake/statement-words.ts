// Cuts an SQL statement into words, and reads them one after the other.
import { badStatement } from "./lake-refused";

/** A text is what stood between quotes; a word is everything else. */
export type Word = { readonly kind: "word" | "text"; readonly value: string };

export type Words = {
  /** Whether the next word is this one, in any case; if so it is read. */
  readonly take: (expected: string) => boolean;
  /** Reads this word. Throws LakeRefused when another stands there. */
  readonly expect: (expected: string) => void;
  /** Reads the next word, which `what` names in the refusal when there is none or it is of another kind. */
  readonly next: (kind: Word["kind"] | "any", what: string) => Word;
  /** Throws LakeRefused when something is left. */
  readonly end: () => void;
};

const pattern = /\s+|'((?:[^']|'')*)'|([\w-]+(?:\.\w+)*|<>|!=|<=|>=|[=<>(),*;])/y;

/** The words of a statement; a `''` inside a text is one quote. Throws LakeRefused for characters that belong to no word. */
export function wordsOf(statement: string): Words {
  const words = cut(statement);
  let at = 0;
  const take: Words["take"] = (expected) => {
    const word = words[at];
    const taken = word?.kind === "word" && word.value.toLowerCase() === expected.toLowerCase();
    if (taken) at += 1;
    return taken;
  };
  const found = () => (words[at] === undefined ? "the end" : `'${words[at]?.value}'`);
  return {
    take,
    expect: (expected) => {
      if (!take(expected)) throw badStatement(`${expected} is expected, but ${found()} was found`);
    },
    next: (kind, what) => {
      const word = words[at];
      if (!word || (kind !== "any" && word.kind !== kind))
        throw badStatement(`${what} is expected, but ${found()} was found`);
      at += 1;
      return word;
    },
    end: () => {
      if (at < words.length) throw badStatement(`the end is expected, but ${found()} was found`);
    },
  };
}

function cut(statement: string): readonly Word[] {
  const words: Word[] = [];
  const reader = new RegExp(pattern);
  while (reader.lastIndex < statement.length) {
    const { lastIndex } = reader;
    const match = reader.exec(statement);
    if (!match) throw badStatement(`'${statement[lastIndex]}' at position ${lastIndex + 1} was not expected`);
    const [, text, value] = match;
    if (text !== undefined) words.push({ kind: "text", value: text.replaceAll("''", "'") });
    else if (value !== undefined) words.push({ kind: "word", value });
  }
  return words;
}
