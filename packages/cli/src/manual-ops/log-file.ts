// The log as a file of the working tree; git keeps its history.
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";

/** The text of one file. `write` replaces it as a whole or not at all. Both reject with what the file system says. */
export type LogFile = {
  readonly path: string;
  readonly read: () => Promise<string>;
  readonly write: (text: string) => Promise<void>;
};

/** The file at `path`, which must exist. `unique` ends the name of the new file until it takes the old one's place. */
export function logFile(path: string, unique: () => string): LogFile {
  return {
    path,
    read: () => readFile(path, "utf8"),
    write: async (text) => {
      // A link stays a link.
      const target = await realpath(path);
      const { mode } = await stat(target);
      const beside = `${target}.${unique()}`;
      try {
        await writeFile(beside, text, { mode, flag: "wx" });
        await rename(beside, target);
      } finally {
        await rm(beside, { force: true });
      }
    },
  };
}
