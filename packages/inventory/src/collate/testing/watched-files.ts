// The bucket in memory, and what was done with it: which keys were read and written, and S3 that is away when a test wants it to be.
import { TryLater } from "@orgwatch/core/errors";
import { type MemoryFiles, memoryFiles } from "../../files/testing/memory-files";

export type WatchedFiles = MemoryFiles & {
  /** Everything in it by key; a file of lines is a list of what they say. */
  readonly all: () => Record<string, unknown>;
  /** Keys, each as often as it was read or written. */
  readonly written: string[];
  readonly read: string[];
  readonly putLines: (key: string, lines: readonly object[]) => Promise<void>;
  /** From now on S3 fails for keys that hold this text; undefined: for none. */
  readonly failFor: (text: string | undefined) => void;
};

/** An empty bucket. */
export function watchedFiles(): WatchedFiles {
  const inner = memoryFiles();
  const [written, read]: [string[], string[]] = [[], []];
  let away: string | undefined;
  const reach = (key: string, journal: string[]) => {
    if (away !== undefined && key.includes(away)) throw new TryLater(`${key} cannot be used`);
    journal.push(key);
  };
  return {
    ...inner,
    written,
    read,
    all: () => ({
      ...Object.fromEntries(inner.json),
      ...Object.fromEntries(
        [...inner.lines].map(([key, lines]) => [key, lines.map((line) => JSON.parse(line))]),
      ),
    }),
    putLines: async (key, lines) => {
      const texts = async function* () {
        for (const line of lines) yield JSON.stringify(line);
      };
      await inner.writeLines(key, texts());
    },
    failFor: (text) => {
      away = text;
    },
    readJson: async (key) => {
      reach(key, read);
      return inner.readJson(key);
    },
    writeJson: async (key, value) => {
      reach(key, written);
      return inner.writeJson(key, value);
    },
    writeLines: async (key, lines) => {
      reach(key, written);
      return inner.writeLines(key, lines);
    },
    readLines: async function* (key) {
      reach(key, read);
      yield* inner.readLines(key);
    },
  };
}
