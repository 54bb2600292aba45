// The record of what is done in one's own account: a file, because there is no table. A line for each intent and each outcome.
import { open } from "node:fs/promises";

/** `write` ends when the line is on the disk. Both reject with what the file system says. */
export type AuditRecord = {
  readonly path: string;
  readonly write: (line: object) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A new file with one JSON document in each line (NDJSON). Rejects where there is one already, or none can be written. */
export async function recordFile(path: string): Promise<AuditRecord> {
  const file = await open(path, "wx", 0o600);
  return {
    path,
    write: async (line) => {
      await file.appendFile(`${JSON.stringify(line)}\n`);
      await file.datasync();
    },
    close: () => file.close(),
  };
}

/** `orgwatch-tag-audit-20300107T093045Z.ndjson`, in the directory where the command runs. */
export function recordPath(now: Date): string {
  const time = now.toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
  return `./orgwatch-tag-audit-${time}.ndjson`;
}
