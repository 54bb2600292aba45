// What a failure means for the message at hand. The runtime asks only these two questions: again? and when?

/** Not now: a rate limit, an outage, a lease held by someone else. The message waits in its queue; this is no error yet. */
export class TryLater extends Error {
  override readonly name: string = "TryLater";
  readonly retryAfterSeconds: number | undefined;

  /** `retryAfterSeconds` is what the other side asked for; without it the runtime's own growing wait is used. */
  constructor(message: string, options: ErrorOptions & { readonly retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Never: the same message would fail again. It goes to the dead-letter queue at once, with this error's message as the reason. */
export class NeverAgain extends Error {
  override readonly name: string = "NeverAgain";
  readonly retry = false;
}

/** What the runtime does with a failed message. */
export type Verdict =
  | { readonly kind: "later"; readonly seconds: number | undefined }
  | { readonly kind: "never" }
  | { readonly kind: "unexpected" };

/** Reads an error's own word on retrying; an error that says nothing is unexpected and is tried a few times more. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof TryLater) return { kind: "later", seconds: error.retryAfterSeconds };
  if (error instanceof NeverAgain) return { kind: "never" };
  return { kind: "unexpected" };
}

/** The message of anything thrown, with its causes, for logs and dead letters. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : ` (${reasonOf(error.cause)})`;
  return `${error.name}: ${error.message}${cause}`;
}
