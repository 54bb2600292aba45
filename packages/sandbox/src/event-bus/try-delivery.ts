// Tries a delivery until it works or is refused for good, and spoils it when a fault says so.
import timers from "node:timers/promises";
import type { Fault, FaultKind, Faults } from "../faults";
import type { Background } from "../gateway/background";
import { MotoRefused } from "../gateway/moto-client";
import { readArn } from "./arn";
import { UnknownTarget } from "./deliver";

/** A target's service is asked this often before the event goes to the dead letters (EventBridge: 185 times in 24 hours). */
const maximumTries = 8;

/** Undefined when it worked in the end, otherwise how often it was tried and the last error. */
export function tryDelivery(
  once: () => Promise<void>,
  faults: Faults,
  targetArn: string,
): Promise<{ readonly tries: number; readonly error: unknown } | undefined> {
  return failureOf(() => onceUnlessSpoiled(once, faults, targetArn));
}

/** Runs a delivery; twice or late (in the background) when a fault on the target's queue says so. */
export async function onceOrAsFaultSays(
  { faults, background }: { readonly faults: Faults; readonly background: Background },
  targetArn: string,
  run: () => Promise<void>,
): Promise<void> {
  const fault = queueFault(faults, targetArn);
  if (fault?.kind === "reorder") {
    background.run(timers.setTimeout(fault.milliseconds ?? 300).then(run));
    return;
  }
  await run();
  if (fault?.kind === "duplicate") await run();
}

/** A message on its way into a queue, straight or through a topic, can be doubled or held back. */
function queueFault(faults: Faults, targetArn: string): Fault | undefined {
  const kinds: readonly FaultKind[] = ["duplicate", "reorder"];
  const { service } = readArn(targetArn);
  if (service !== "sqs" && service !== "sns") return undefined;
  const asTopic = service === "sns" ? faults.draw("sns", "Publish", kinds) : undefined;
  return asTopic ?? faults.draw("sqs", "SendMessage", kinds);
}

/** One try, which a fault on the target's service may spoil. */
async function onceUnlessSpoiled(
  once: () => Promise<void>,
  faults: Faults,
  targetArn: string,
): Promise<void> {
  const operations: Readonly<Record<string, string>> = {
    sqs: "SendMessage",
    sns: "Publish",
    lambda: "Invoke",
  };
  const { service } = readArn(targetArn);
  const fault = faults.draw(service, operations[service] ?? "*", ["throttle", "error", "reset"]);
  if (fault)
    throw new MotoRefused(fault.status ?? 503, "ServiceUnavailable", `${service} is out of order on request`);
  await once();
}

/** Tries again while the service is at fault; undefined when it worked in the end. A refusal for good is not tried again. */
async function failureOf(
  run: () => Promise<void>,
): Promise<{ readonly tries: number; readonly error: unknown } | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run();
      return undefined;
    } catch (error) {
      const isKnown = error instanceof MotoRefused || error instanceof UnknownTarget;
      if (!isKnown) throw error;
      const forGood = error instanceof UnknownTarget || (error.status < 500 && error.status !== 429);
      if (forGood || tries >= maximumTries) return { tries, error };
      await timers.setTimeout(10 * 2 ** tries);
    }
  }
}
