// PagerDuty's Events API v2, through @pagerduty/pdjs.
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { event } from "@pagerduty/pdjs";
import * as z from "zod/mini";
import type { PagerDutyEvent } from "./pagerduty-event";

export type PagerDutyEvents = {
  /**
   * Sends an event to an integration; it returns once PagerDuty has taken it, and ends within ten seconds.
   * @throws PagerDutyRefused, or PagerDutyAway. The key is in neither.
   */
  readonly send: (event: PagerDutyEvent, integrationKey: string) => Promise<void>;
};

/** PagerDuty refused the event for good; the message is PagerDuty's own words. */
export class PagerDutyRefused extends NeverAgain {
  override readonly name = "PagerDutyRefused";
}

/** Too many events, an outage, a firewall, a lost answer: perhaps taken. Sending it again is harmless, because PagerDuty knows its dedup key. */
export class PagerDutyAway extends TryLater {
  override readonly name = "PagerDutyAway";
}

/** PagerDuty answers in well under a second. */
const timeoutMilliseconds = 10_000;
const longestWords = 1000;

const takenShape = z.object({ status: z.literal("success") });
const refusalShape = z.object({
  message: z.catch(z.optional(z.string()), undefined),
  errors: z.catch(z.optional(z.array(z.string())), undefined),
});

/** `url` is the API's base, `https://events.pagerduty.com`; it may have a path, and another scheme in tests. */
export function pagerDutyEvents(options: {
  readonly url: string;
  readonly fetch: typeof fetch;
}): PagerDutyEvents {
  const base = new URL(options.url);
  return {
    send: async (page, integrationKey) => {
      const { links, ...rest } = page;
      const request = {
        server: `${base.host}${base.pathname.replace(/\/$/, "")}`,
        data: { ...rest, ...(links && { links: [...links] }), routing_key: integrationKey },
        // pdjs itself never gives up, except on 429, for which it would sleep a minute: the signal and our fetch end both.
        signal: AbortSignal.timeout(timeoutMilliseconds),
        fetch: onlyTaken(options.fetch, base.protocol, integrationKey),
        // Its own timer aborts nothing, and would keep the process alive.
        requestTimeout: 0,
      };
      const answer: unknown = await event(request).then(
        ({ data }): unknown => data,
        (error: unknown) => {
          if (error instanceof PagerDutyAway || error instanceof PagerDutyRefused) throw error;
          throw new PagerDutyAway("PagerDuty did not answer", { cause: error });
        },
      );
      if (!takenShape.safeParse(answer).success)
        throw new PagerDutyAway("PagerDuty answered 202 without saying that it took the event");
    },
  };
}

/** What PagerDuty says of the event itself; anything else is about the way, a limit or PagerDuty, and may pass. */
const refusals: ReadonlySet<number> = new Set([400, 413, 422]);

/** A fetch that lets only 202 through to pdjs, which always says https and would wait where the queue can wait better. */
function onlyTaken(fetcher: typeof fetch, protocol: string, integrationKey: string): typeof fetch {
  return async (url, init) => {
    const response = await fetcher(String(url).replace(/^https:/, protocol), init);
    if (response.status === 202) return response;
    const { status } = response;
    if (!refusals.has(status)) throw new PagerDutyAway(`PagerDuty: HTTP ${status}`, retryAfter(response));
    const words = wordsOf(await response.text()).replaceAll(integrationKey, "[integration key]");
    throw new PagerDutyRefused(`PagerDuty: HTTP ${status}${words && `, ${words.slice(0, longestWords)}`}`);
  };
}

/** PagerDuty's events rarely say how long; then the runtime's growing wait is used. */
function retryAfter({ headers }: Response): { readonly retryAfterSeconds?: number } {
  const seconds = Number(headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {};
}

/** «Event object is invalid: 'routing_key' cannot be blank»; empty when it was not PagerDuty that answered, but a proxy's page. */
function wordsOf(body: string): string {
  try {
    const { message, errors = [] } = refusalShape.parse(JSON.parse(body));
    return [message, errors.join("; ")].filter((part) => part !== undefined && part !== "").join(": ");
  } catch {
    return "";
  }
}
