// One request of a stand-in to the outside, signed by whoever sends it: how it ended, and never an exception.

/** POSTs; rejects when nobody answers, or when the signal's time runs out. `fetch` is one. */
export type SendHttp = (
  url: string,
  request: {
    readonly method: "POST";
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; readonly text: () => Promise<string> }>;

/** What came back, or why nothing did. */
export type SendResult =
  | { readonly status: number; readonly body: string }
  | { readonly failure: "timeout" | "unreachable" };

/** Sends a body and reads the whole answer, all within the signal's time. */
export async function sendText(
  send: SendHttp,
  url: string,
  request: {
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
): Promise<SendResult> {
  try {
    const answer = await send(url, { method: "POST", ...request });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return { failure: request.signal.aborted ? "timeout" : "unreachable" };
  }
}
