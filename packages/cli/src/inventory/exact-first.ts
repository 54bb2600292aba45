// The order of what is found: exact matches at once, mentions after them.

/** Mentions that are kept back while files are read, in characters: a search that finds half of everything must not fill the memory. */
const heldCharacters = 32_000_000;

export type ExactFirst = {
  readonly add: (isExact: boolean, text: string) => void;
  /** Writes what was kept back, in its own order. */
  readonly end: () => void;
};

/** Once more is kept back than `limit` characters, everything is written as it comes. */
export function exactFirst(write: (text: string) => void, limit = heldCharacters): ExactFirst {
  let held: string[] = [];
  let characters = 0;
  const end = () => {
    for (const text of held.toSorted()) write(text);
    held = [];
  };
  return {
    add: (isExact, text) => {
      if (isExact || characters > limit) {
        write(text);
        return;
      }
      held.push(text);
      characters += text.length;
      if (characters > limit) end();
    },
    end,
  };
}
