// Webhooks on their way: in order for each incident, tried again as PagerDuty does, every try remembered.
import { setTimeout } from "node:timers/promises";
import { newBackground } from "../gateway/background";
import { type SendHttp, sendText } from "../slack/send-http";
import { signatureOf } from "./webhook-body";

/** One try to deliver a webhook. */
export type WebhookTry = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly outcome: number | "timeout" | "unreachable";
};

export type WebhookOptions = {
  readonly send: SendHttp;
  /** How long to wait for an answer; PagerDuty gives 5 seconds. */
  readonly patience: () => AbortSignal;
  /** The waits before the second, third… try. PagerDuty tries five times within about 20 minutes. */
  readonly retryAfterMilliseconds: readonly number[];
  readonly onTry: (incidentId: string, made: WebhookTry) => void;
};

export type Webhooks = {
  /** With `undefined`, what happens from now on is told to nobody. */
  readonly sendTo: (
    target: { readonly url: string; readonly secrets: readonly string[] } | undefined,
  ) => void;
  /** Queues a webhook behind the others of its incident. `id` stays the same for all tries. */
  readonly enqueue: (incidentId: string, id: string, body: string) => void;
  readonly tries: () => readonly WebhookTry[];
  /** Resolves when no webhook is under way; a pending retry is one. */
  readonly settled: () => Promise<void>;
};

/** Nobody is told until `sendTo` is called. */
export function newWebhooks(options: WebhookOptions): Webhooks {
  let target: { readonly url: string; readonly secrets: readonly string[] } | undefined;
  const tries: WebhookTry[] = [];
  const lastOf = new Map<string, Promise<void>>();
  // Deliveries never reject: every way to fail is an outcome.
  const background = newBackground((error) => {
    throw error;
  });
  return {
    sendTo: (next) => {
      target = next;
    },
    enqueue: (incidentId, id, body) => {
      if (!target) return;
      const { url, secrets } = target;
      const headers = {
        "content-type": "application/json",
        "user-agent": "PagerDuty-Webhook/V3.0",
        "x-pagerduty-signature": signatureOf(body, secrets),
        "x-webhook-id": id,
      };
      const before = lastOf.get(incidentId) ?? Promise.resolve();
      const sent = before.then(() =>
        deliver({ url, headers, body }, options, (made) => {
          tries.push(made);
          options.onTry(incidentId, made);
        }),
      );
      lastOf.set(incidentId, sent);
      background.run(sent);
    },
    tries: () => tries,
    settled: background.settled,
  };
}

type Delivery = Pick<WebhookTry, "url" | "body"> & { readonly headers: Record<string, string> };

async function deliver(
  { url, headers, body }: Delivery,
  { send, patience, retryAfterMilliseconds }: WebhookOptions,
  tell: (made: WebhookTry) => void,
): Promise<void> {
  const waits = [0, ...retryAfterMilliseconds];
  for (const [index, wait] of waits.entries()) {
    // A pending retry must not keep a process alive that has nothing else to do.
    if (wait > 0) await setTimeout(wait, undefined, { ref: false });
    const result = await sendText(send, url, { headers, body, signal: patience() });
    const outcome = "failure" in result ? result.failure : result.status;
    tell({ url, headers, body, attempt: index + 1, outcome });
    if (!isWorthATry(outcome)) return;
  }
}

/** No answer, 429 and 5xx are tried again; any other no is final (developer.pagerduty.com, "Webhooks behavior"). */
function isWorthATry(outcome: WebhookTry["outcome"]): boolean {
  return typeof outcome !== "number" || outcome === 429 || outcome >= 500;
}
