// Each mail once: claimed in the delivery log before it goes out, written down after.
import type { Deliveries, Delivery } from "@orgwatch/core/delivery-log";
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { MailRefused, MailThrottled, type SendMail } from "./mailbox";

/** Longer than one send takes. */
const leaseMs = 60_000;
const mostTries = 5;
const firstWaitMs = 1000;

export type MailDependencies = {
  readonly send: SendMail;
  readonly deliveries: Deliveries;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

/** `earlier`: the log has it as sent, for this version or another one. */
export type Sent = { readonly result: "sent" | "earlier" | "refused"; readonly version: string };

/**
 * Sends a mail unless the log says that it was sent. When nobody knows whether it was, it goes out again: a warning that never arrives
 * costs somebody an instance, one that arrives twice costs a glance.
 * @throws TryLater when it has to wait: somebody else sends it, SES is busy, the log cannot be used.
 */
export async function sendOnce(
  key: string,
  version: string,
  mail: Parameters<SendMail>[0],
  dependencies: MailDependencies,
): Promise<Sent> {
  const { deliveries, now } = dependencies;
  const before = await deliveries.read(key);
  if (before?.delivery.state === "sent") return { result: "earlier", version: before.delivery.version };
  const until = before?.delivery.state === "sending" ? before.delivery.leaseUntil : undefined;
  if (until !== undefined && until > now().toISOString()) throw new TryLater("someone else sends the mail");
  const claim = await deliveries.save(key, entry("sending", version, now()), before, now());
  if (!claim) throw new TryLater("someone else took the mail first", { retryAfterSeconds: 2 });
  try {
    await patiently(mail, dependencies);
  } catch (error) {
    const state = error instanceof NeverAgain || error instanceof MailThrottled ? "open" : "unclear";
    await deliveries.save(key, entry(state, version, now()), claim, now());
    if (error instanceof MailRefused) return { result: "refused", version };
    throw error;
  }
  await deliveries.save(key, entry("sent", version, now()), claim, now());
  return { result: "sent", version };
}

/** A new account may send one mail a second: only what SES surely did not take is tried again. */
async function patiently(mail: Parameters<SendMail>[0], { send, sleep }: MailDependencies): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(mail);
    } catch (error) {
      if (!(error instanceof MailThrottled) || attempt === mostTries) throw error;
      await sleep(firstWaitMs * 2 ** (attempt - 1));
    }
  }
}

function entry(state: Delivery["state"], version: string, now: Date): Delivery {
  const lease = state === "sending" ? { leaseUntil: new Date(now.getTime() + leaseMs).toISOString() } : {};
  return { state, version, band: "info", attemptedAt: now.toISOString(), ...lease };
}
