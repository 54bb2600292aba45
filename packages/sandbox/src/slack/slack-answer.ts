// A request to the stand-in and its answer, free of HTTP, so that a load test needs neither sockets nor real time.

/** Header names in lower case. `path` may carry a query. */
export type SlackRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | Buffer;
  readonly now: Date;
};

/** `delayMilliseconds` is how long Slack takes: `handle` waits for it, a simulated client may. */
export type SlackReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delayMilliseconds?: number;
};

/** An answer, a connection that breaks, or one that stays silent. The last two may come before or after Slack took the message. */
export type SlackAnswer = SlackReply | { readonly reset: true } | { readonly hang: true };

/** One call as the stand-in saw it. `taken` says whether it changed anything in Slack. */
export type SlackCall = {
  readonly at: Date;
  /** `chat.postMessage`, or `webhook`. */
  readonly method: string;
  readonly outcome: number | "reset" | "hang";
  /** Slack's error word; undefined for a good answer and for none. */
  readonly error: string | undefined;
  readonly taken: boolean;
};

/** An answer of the Web API. */
export function jsonReply(
  body: Readonly<Record<string, unknown>>,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): SlackReply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

/** An answer of an incoming webhook: a word, and the status that says whether it is a good one. */
export function textReply(
  body: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): SlackReply {
  return { status, headers: { "content-type": "text/html", ...headers }, body };
}
