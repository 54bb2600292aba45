// The bucket in memory, for tests of everything that works with files. A file of lines is there when all of them are.
import { type InventoryFiles, NoSuchFile } from "../s3-files";

export type MemoryFiles = InventoryFiles & {
  /** JSON by key, lines by key. */
  readonly json: ReadonlyMap<string, unknown>;
  readonly lines: ReadonlyMap<string, readonly string[]>;
};

/** An empty bucket. */
export function memoryFiles(): MemoryFiles {
  const json = new Map<string, string>();
  const files = new Map<string, readonly string[]>();
  return {
    get json() {
      return new Map([...json].map(([key, text]): [string, unknown] => [key, JSON.parse(text)]));
    },
    lines: files,
    readJson: async (key) => {
      const text = json.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    writeJson: async (key, value) => {
      json.set(key, JSON.stringify(value));
    },
    writeLines: async (key, lines) => {
      const all: string[] = [];
      for await (const line of lines) all.push(line);
      files.set(key, all);
      return { lines: all.length };
    },
    readLines: async function* (key) {
      const lines = files.get(key);
      if (lines === undefined) throw new NoSuchFile(`There is no ${key}`);
      yield* lines;
    },
  };
}
