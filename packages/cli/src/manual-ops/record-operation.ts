// Writes down that somebody did something.

import { UsageProblem } from "../words-of-error";
import type { LogFile } from "./log-file";
import { addToLog, type LogEntry, readLog, UnreadableLog } from "./log-table";
import type { Operation } from "./operations";
import { readTime, timeInLog } from "./read-time";

export type RecordRequest = {
  readonly operation: string;
  readonly by: string;
  readonly where: string | undefined;
  readonly note: string | undefined;
  /** As the person wrote it; now without it. */
  readonly at: string | undefined;
};

/** A day ahead is somebody else's time zone; more is a mistake in typing. */
const aheadMilliseconds = 24 * 3600_000;

/**
 * The row that the request makes.
 * @throws UsageProblem for an unknown operation, a name without letters, a time that is none or lies ahead.
 */
export function entryOf(request: RecordRequest, operations: readonly Operation[], now: Date): LogEntry {
  const ids: readonly string[] = operations.map(({ id }) => id);
  if (!ids.includes(request.operation))
    throw new UsageProblem(`there is no operation ${request.operation}; there are ${ids.join(", ")}`);
  if (!/[\p{L}\p{N}]/u.test(request.by)) throw new UsageProblem("--by must name a person");
  const at = request.at === undefined ? now : readTime(request.at);
  if (at === undefined)
    throw new UsageProblem("--at must be a time in UTC like 2030-01-07 or 2030-01-07T09:30Z");
  if (at.getTime() > now.getTime() + aheadMilliseconds) throw new UsageProblem("--at lies in the future");
  const { operation: what, by: who, where = "", note = "" } = request;
  return { at: timeInLog(at), what, where, who, note };
}

/**
 * Adds the row to the file and answers it as it can be read there.
 * @throws UnreadableLog when the file is missing or has no table.
 */
export async function recordEntry(file: LogFile, entry: LogEntry): Promise<LogEntry> {
  const text = addToLog(await readLogFile(file), entry);
  const written = readLog(text).at(-1);
  await file.write(text);
  return written ?? entry;
}

/**
 * The file's text.
 * @throws UnreadableLog when there is no such file.
 */
export async function readLogFile(file: LogFile): Promise<string> {
  try {
    return await file.read();
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (!missing) throw cause;
    throw new UnreadableLog(`there is no log at ${file.path}: give --file`, { cause });
  }
}
