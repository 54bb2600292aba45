// PagerDuty's REST API: which alerts an incident holds. A webhook names the first one only, and people merge incidents.
import { TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import * as z from "zod/mini";

/**
 * The dedup keys of an incident's alerts: empty when people have moved them all to others. Undefined when they cannot be known: no API
 * token, or PagerDuty does not know the incident.
 */
export type AlertKeys = (incidentId: string) => Promise<readonly string[] | undefined>;

export type PagerDutyOptions = {
  /** `https://api.pagerduty.com` */
  readonly url: string;
  readonly token: () => Promise<string | undefined>;
  readonly fetch: typeof fetch;
  readonly log: Log;
};

const timeoutMilliseconds = 10_000;
const perPage = 100;
/** PagerDuty pages no further than 10,000. */
const pages = 100;

const pageShape = z.object({
  alerts: z.array(z.object({ alert_key: z.nullish(z.string()) })),
  more: z.optional(z.boolean()),
});

/** Alert keys over fetch. They throw TryLater for everything that passes or that somebody mends: 429, 5xx, no answer, a refused token. */
export function pagerDutyAlertKeys(options: PagerDutyOptions): AlertKeys {
  return async (incidentId) => {
    const token = await options.token();
    if (!token) return undefined;
    const keys = new Set<string>();
    for (let page = 0; page < pages; page += 1) {
      const answer = await readPage(options, token, incidentId, page * perPage);
      if (!answer) return undefined;
      for (const { alert_key: key } of answer.alerts) if (key) keys.add(key);
      if (!answer.more) break;
    }
    return [...keys];
  };
}

/** Undefined: there is no such incident. */
async function readPage(
  { url, fetch: fetcher, log }: PagerDutyOptions,
  token: string,
  incidentId: string,
  offset: number,
): Promise<z.output<typeof pageShape> | undefined> {
  const query = `limit=${perPage}&offset=${offset}`;
  const address = `${url}/incidents/${encodeURIComponent(incidentId)}/alerts?${query}`;
  const headers = {
    authorization: `Token token=${token}`,
    accept: "application/vnd.pagerduty+json;version=2",
  };
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const response = await fetcher(address, { headers, signal });
    if (response.ok) return pageShape.parse(await response.json());
    await response.body?.cancel();
    const { status } = response;
    if (status !== 400 && status !== 404)
      throw new TryLater(`PagerDuty's API answered HTTP ${status}`, retryAfter(response.headers));
    log.warn("PagerDuty does not know the incident", { status });
    return undefined;
  } catch (error) {
    if (error instanceof TryLater) throw error;
    throw new TryLater("PagerDuty's API did not answer", { cause: error });
  }
}

function retryAfter(headers: Headers): { readonly retryAfterSeconds?: number } {
  const seconds = Number(headers.get("retry-after") ?? headers.get("ratelimit-reset"));
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {};
}
