// The address that Slack gives with each press and command: what is posted there is seen by that person alone (5 times within 30 minutes).
import { reasonOf } from "../errors";
import type { Log } from "../log";

/** Tells one person something. Never rejects: what was to be told is not worth a second try, and `false` when it did not arrive. */
export type AnswerPrivately = (responseUrl: string, text: string, signal: AbortSignal) => Promise<boolean>;

/**
 * Posts to addresses below the origin of `hooks` (`https://hooks.slack.com`) only: an address comes from outside. It lets whoever has it
 * post as the app, so neither it nor an error that may repeat it is logged.
 */
export function privateAnswers({
  hooks,
  fetch: fetcher,
  log,
}: {
  readonly hooks: string;
  readonly fetch: typeof fetch;
  readonly log: Log;
}): AnswerPrivately {
  return async (responseUrl, text, signal) => {
    if (originOf(responseUrl) !== originOf(hooks)) {
      log.warn("a person could not be told: the address is not Slack's");
      return false;
    }
    try {
      const { status, ok } = await fetcher(responseUrl, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify({ response_type: "ephemeral", replace_original: false, text }),
        redirect: "error",
        signal,
      });
      if (!ok) log.warn("a person could not be told", { status });
      return ok;
    } catch (error) {
      log.warn("a person could not be told", { reason: reasonOf(error).replaceAll(responseUrl, "") });
      return false;
    }
  };
}

/** Undefined for what is no http address: only those have an origin of their own. */
function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, origin } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? origin : undefined;
}
