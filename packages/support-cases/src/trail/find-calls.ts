// The calls about support cases in one file of CloudTrail, read as a stream.
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { TryLater } from "@orgwatch/core/errors";
import * as z from "zod/mini";
import { type CaseCall, caseCallOf, supportSource } from "./case-call";
import { NoTrailFile, recordsOf } from "./records-of";

/**
 * The calls in a gzipped file, each case and kind of call once, with the time of the last one: case-updates reads the case as it is now, so
 * that ten of them tell no more than one.
 * @throws NoTrailFile when the file is no gzip, no JSON or cut. TryLater when its bytes do not come, or `signal` ends it.
 */
export async function findCalls(
  file: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<readonly CaseCall[]> {
  try {
    return await pipeline(file, createGunzip(), callsOf, { signal });
  } catch (error) {
    if (error instanceof NoTrailFile) throw error;
    if (isGzipProblem(error)) throw new NoTrailFile("it is no gzip, or cut", { cause: error });
    throw new TryLater("the file could not be read to its end", { cause: error });
  }
}

async function callsOf(plain: AsyncIterable<Uint8Array>): Promise<readonly CaseCall[]> {
  const calls = new Map<string, CaseCall>();
  for await (const record of recordsOf(plain)) {
    // Of a hundred thousand records none or one is about a case: the others need not be parsed.
    if (!record.includes(supportSource)) continue;
    const call = caseCallOf(parsed(record));
    if (!call) continue;
    const what = `${call.accountId} ${call.caseId} ${call.eventName}`;
    const before = calls.get(what);
    if (!before || before.at < call.at) calls.set(what, call);
  }
  return [...calls.values()];
}

function parsed(record: Buffer): unknown {
  try {
    return JSON.parse(record.toString());
  } catch {
    // The parser's own words repeat what stands in the record.
    throw new NoTrailFile("a record in it is no JSON");
  }
}

/** Codes of zlib begin so; everything else is about the way here. */
function isGzipProblem(error: unknown): boolean {
  return zlibError.safeParse(error).success;
}
const zlibError = z.object({ code: z.string().check(z.startsWith("Z_")) });
