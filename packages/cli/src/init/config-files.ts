// The configuration's file on the disk.
import {
  constants,
  copyFile,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname } from "node:path";

/** Every function rejects with what the file system says. */
export type ConfigFiles = {
  /** Undefined where there is no such file. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Replaces the file as a whole or not at all; its folder is made. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** A copy of `from`; it never takes the place of another file. */
  readonly keep: (from: string, copy: string) => Promise<void>;
};

/** `unique` ends the name of the new file until it takes the old one's place. */
export function configFiles(unique: () => string): ConfigFiles {
  return {
    read: (path) => readFile(path, "utf8").catch(orAbsent),
    write: async (path, text) => {
      await mkdir(dirname(path), { recursive: true });
      // A link stays a link.
      const target = (await realpath(path).catch(orAbsent)) ?? path;
      const mode = (await stat(target).catch(orAbsent))?.mode;
      const beside = `${target}.${unique()}`;
      try {
        await writeFile(beside, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
        await rename(beside, target);
      } finally {
        await rm(beside, { force: true });
      }
    },
    keep: (from, copy) => copyFile(from, copy, constants.COPYFILE_EXCL),
  };
}

function orAbsent(error: unknown): undefined {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT")
    return undefined;
  throw error;
}
