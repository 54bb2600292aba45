// Brings one notice to Slack exactly once: the delivery log says what is left to do, and learns what became of it.
import { TryLater } from "../errors";
import { sentNow } from "./claim-delivery";
import { decideDelivery } from "./decide-delivery";
import type { DeliverDependencies, Parcel } from "./parcel";
import { postParcel } from "./post-parcel";
import { updateMessage } from "./update-message";

const shortlySeconds = 2;

/**
 * Delivers a parcel.
 * @throws TryLater when it has to wait; NeverAgain when both the bot and the webhook refused it for good.
 */
export async function deliver(parcel: Parcel, dependencies: DeliverDependencies): Promise<void> {
  const { deliveries, now, log } = dependencies;
  const saved = await deliveries.read(parcel.key);
  const step = decideDelivery(parcel, saved?.delivery, now());
  switch (step.do) {
    case "nothing":
      return log.info("nothing to send", { because: step.because });
    case "wait":
      // Not for the whole lease: whoever holds it is done in a second, unless it died.
      throw new TryLater("someone else is sending it", {
        retryAfterSeconds: Math.min(step.seconds, shortlySeconds),
      });
    case "post":
      // What was found may be an older version: decide again, now that its address is known.
      if ((await postParcel(parcel, step, saved, dependencies)) === "found")
        await deliver(parcel, dependencies);
      return;
    case "update":
      if (saved)
        await updateMessage(parcel, step, saved, dependencies, (rise) => deliver(rise, dependencies));
      return;
    case "note":
      await deliveries.save(parcel.key, sentNow(parcel, {}, now()), saved, now());
      return log.info("written down only: the message was sent by the webhook and cannot be updated");
  }
}
