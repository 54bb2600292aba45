// One page of a list of messages: between `oldest` and `latest`, `limit` at a time, going on at `cursor`.
import { flagOf, type SlackArguments, textOf } from "./read-arguments";
import type { SlackMessage } from "./slack-message";
import { SlackRefusal } from "./slack-refusal";

/** `nextCursor` is empty on the last page. */
export type Page = { readonly messages: readonly SlackMessage[]; readonly nextCursor: string };

/**
 * Cuts one page out of `messages`, which are in the order of the answer. The bounds exclude their own `ts` unless `inclusive`.
 * @throws SlackRefusal `invalid_ts_oldest`, `invalid_ts_latest`, `invalid_cursor`, `invalid_limit`
 */
export function readPage(
  messages: readonly SlackMessage[],
  args: SlackArguments,
  limits: { readonly fallback: number; readonly most: number },
): Page {
  const oldest = bound(args, "oldest");
  const latest = bound(args, "latest");
  const inclusive = flagOf(args, "inclusive");
  const within = messages.filter(({ ts }) => {
    const time = microseconds(ts);
    const notTooOld = oldest === undefined || time > oldest || (inclusive && time === oldest);
    return notTooOld && (latest === undefined || time < latest || (inclusive && time === latest));
  });
  const size = sizeOf(args, limits);
  const start = startOf(within, textOf(args, "cursor"));
  const next = within[start + size];
  const nextCursor = next ? Buffer.from(`next_ts:${next.ts}`).toString("base64") : "";
  return { messages: within.slice(start, start + size), nextCursor };
}

function sizeOf(args: SlackArguments, limits: { readonly fallback: number; readonly most: number }): number {
  const limit = Number(textOf(args, "limit") ?? limits.fallback);
  if (!Number.isInteger(limit) || limit < 1) throw new SlackRefusal("invalid_limit");
  return Math.min(limit, limits.most);
}

function startOf(messages: readonly SlackMessage[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, ts] = /^next_ts:(.+)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  const start = messages.findIndex((message) => message.ts === ts);
  if (start < 0) throw new SlackRefusal("invalid_cursor");
  return start;
}

function bound(args: SlackArguments, name: "oldest" | "latest"): bigint | undefined {
  const value = textOf(args, name);
  if (value === undefined || value === "0") return undefined;
  if (!/^\d+(\.\d+)?$/.test(value)) throw new SlackRefusal(`invalid_ts_${name}`);
  return microseconds(value);
}

/** Sixteen digits: as a fraction, two neighbouring `ts` could become the same number. */
function microseconds(ts: string): bigint {
  const [seconds = "0", fraction = ""] = ts.split(".");
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, "0").slice(0, 6));
}
