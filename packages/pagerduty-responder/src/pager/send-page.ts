// Brings one page to PagerDuty once and in order: claimed in the log, sent, and written down what came of it.
import type { Deliveries, Delivery, SavedDelivery } from "@orgwatch/core/delivery-log";
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import { decidePage, type Subject } from "./decide-page";
import type { IntegrationKey } from "./integration-keys";
import type { PagerDutyEvent } from "./pagerduty-event";
import type { PagerDutyEvents } from "./pagerduty-events";

/** A trigger or the end of one. `key` is the recipient's, as in Slack's delivery; `event` is drawn only when it is sent. */
export type Page = Subject & {
  readonly key: string;
  readonly band: Delivery["band"];
  readonly event: () => Promise<PagerDutyEvent>;
};

export type SendPageDependencies = {
  readonly deliveries: Deliveries;
  readonly pagerDuty: PagerDutyEvents;
  /** The key of a team, or of the default team for one without. Throws TryLater when there is neither. */
  readonly integrationKey: (team: string) => Promise<IntegrationKey>;
  readonly now: () => Date;
  readonly log: Log;
  /** When the lambda is ended: no send begins shortly before. */
  readonly deadline: Date;
};

/** Longer than the lambda's timeout: whoever holds a lease longer is dead. */
const leaseMs = 90_000;
/** What a send takes at worst: PagerDuty's 10 s, and the log. */
const sendMs = 15_000;
const shortlySeconds = 2;

/** Where the log keeps a page; the key alone is Slack's message. */
export function pageLogKey(key: string): string {
  return `page/${key}`;
}

/** Sends a page, unless the log says otherwise. @throws TryLater when it has to wait; NeverAgain when PagerDuty refused it for good */
export async function sendPage(page: Page, dependencies: SendPageDependencies): Promise<void> {
  const { deliveries, now, log } = dependencies;
  const saved = await deliveries.read(pageLogKey(page.key));
  const step = decidePage(page, saved?.delivery, now());
  switch (step.do) {
    case "nothing":
      return log.info("nobody is paged", { because: step.because });
    case "wait":
      // Not for the whole lease: whoever holds it is done in a second, unless it died.
      throw new TryLater("someone else is paging for it", {
        retryAfterSeconds: Math.min(step.seconds, shortlySeconds),
      });
    case "note":
      await written(
        page,
        { ...state(page, saved?.delivery.team, now()), state: "sent" },
        saved,
        dependencies,
      );
      return log.info("nothing to resolve", { because: step.because });
    case "send":
      return claimAndSend(page, step.team, saved, dependencies);
  }
}

async function claimAndSend(
  page: Page,
  wanted: string,
  saved: SavedDelivery | undefined,
  dependencies: SendPageDependencies,
): Promise<void> {
  const { deliveries, pagerDuty, integrationKey, now, log, deadline } = dependencies;
  const { team, key } = await integrationKey(wanted);
  const event = await page.event();
  if (deadline.getTime() - now().getTime() < sendMs)
    throw new TryLater("this run is nearly over", { retryAfterSeconds: shortlySeconds });
  const attempt = state(page, team, now());
  const leaseUntil = new Date(now().getTime() + leaseMs).toISOString();
  const claim = await written(page, { ...attempt, state: "sending", leaseUntil }, saved, dependencies);
  try {
    await pagerDuty.send(event, key);
  } catch (error) {
    const left = leftBy(error, attempt, saved?.delivery);
    await deliveries.save(pageLogKey(page.key), left, claim, now());
    throw error;
  }
  await deliveries.save(pageLogKey(page.key), { ...attempt, state: "sent" }, claim, now());
  log.info(page.action === "trigger" ? "paged" : "resolved", { team, dedupKey: event.dedup_key });
}

/**
 * What a failed try leaves in the log. One that may have arrived is remembered, so that its older siblings stay unsent; one that was
 * refused for good must not stand in their way.
 */
function leftBy(error: unknown, attempt: Omit<Delivery, "state">, before: Delivery | undefined): Delivery {
  if (!(error instanceof NeverAgain)) return { ...attempt, state: "unclear" };
  return before?.state === "sent" ? before : { ...attempt, state: "open" };
}

function state(page: Page, team: string | undefined, now: Date): Omit<Delivery, "state"> {
  const { version = "", band } = page;
  return { version, band, attemptedAt: now.toISOString(), ...(team === undefined ? {} : { team }) };
}

async function written(
  page: Page,
  delivery: Delivery,
  before: SavedDelivery | undefined,
  { deliveries, now }: SendPageDependencies,
): Promise<SavedDelivery> {
  const saved = await deliveries.save(pageLogKey(page.key), delivery, before, now());
  if (!saved) throw new TryLater("someone else took it first", { retryAfterSeconds: shortlySeconds });
  return saved;
}
