// Takes an event to everyone who asked for it: the rules of its bus, their targets, and other buses behind them.
import type { Faults } from "../faults";
import type { Background } from "../gateway/background";
import { MotoRefused, type Place } from "../gateway/moto-client";
import { readArn } from "./arn";
import { type BusEvent, subjectOf } from "./bus-event";
import { busAllows, type Sender } from "./bus-policy";
import { toDeadLetters } from "./dead-letter";
import { type Delivery, deliver } from "./deliver";
import type { DeliverOptions } from "./deliver-options";
import { matchesPattern } from "./match-pattern";
import { type BusPlace, busKey, newBusPolicies, newRules, placeKey, type Rule, type Target } from "./rules";
import { inputFor } from "./transform-input";
import { onceOrAsFaultSays, tryDelivery } from "./try-delivery";

export type EventBusOptions = DeliverOptions & {
  readonly faults: Faults;
  /** Takes the deliveries that a fault holds back. */
  readonly background: Background;
  readonly organizationOf: (accountId: string) => Promise<string | undefined>;
};

export type EventBus = {
  /** Delivers an event to all that match it. Throws MotoRefused when the bus does not exist. */
  readonly accept: (event: BusEvent, bus: BusPlace) => Promise<void>;
  /** True when the account may put the event on the bus: its own, or one whose policy lets it. */
  readonly admits: (accountId: string, bus: BusPlace, event: BusEvent) => Promise<boolean>;
  /** What was read about rules, buses, topics and policies is read again; after a call, only what that call can have changed. */
  readonly forget: (after?: ChangingCall) => void;
};

/** A call that changed something, and where. */
export type ChangingCall = Place & { readonly service: string };

/** Their calls make and delete rules in other accounts and regions, too. */
const reachingFar: readonly string[] = ["cloudformation", "organizations"];

/** The event bus of every account and region, on top of the rules that moto keeps. */
export function newEventBus(options: EventBusOptions): EventBus {
  const rules = newRules(options.moto);
  const policies = newBusPolicies(options.moto);

  const admits = async (accountId: string, bus: BusPlace, event: BusEvent) => {
    if (accountId === bus.accountId) return true;
    const { source, "detail-type": detailType } = event;
    const organizationId = await options.organizationOf(accountId);
    const sender: Sender = { accountId, organizationId, source, detailType };
    return busAllows(await policies.of(bus), sender);
  };
  const toBus = async (arn: string, event: BusEvent, from: BusPlace, path: readonly string[]) => {
    const bus = busOfArn(arn);
    // AWS ends a chain of accounts here: what came from one account is not sent on to a third.
    const isThirdAccount = event.account !== from.accountId && bus.accountId !== from.accountId;
    if (isThirdAccount || path.includes(busKey(bus))) return;
    if (!(await admits(from.accountId, bus, event))) {
      throw new MotoRefused(400, "NO_PERMISSIONS", `The policy of ${arn} does not allow ${from.accountId}`);
    }
    await accept(event, bus, path);
  };
  const toTarget = async (
    rule: Rule,
    target: Target,
    event: BusEvent,
    from: BusPlace,
    path: readonly string[],
  ) => {
    const delivery = deliveryOf(rule, target, event);
    const once = () =>
      target.Arn.includes(":event-bus/") ? toBus(target.Arn, event, from, path) : deliver(options, delivery);
    const failure = await tryDelivery(once, options.faults, target.Arn);
    if (!failure) return;
    const about = { targetArn: target.Arn, deadLetterArn: target.DeadLetterConfig?.Arn };
    await toDeadLetters(options, { ...delivery, ...about, ...failure });
  };
  async function accept(event: BusEvent, bus: BusPlace, path: readonly string[] = []): Promise<void> {
    const matching = (await rules.of(bus)).filter(({ pattern }) => matchesPattern(pattern, event));
    const { accountId, region } = bus;
    const [subject, kind] = [subjectOf(event), event["detail-type"]];
    if (matching.length > 0 && path.length === 0 && kind.endsWith(" via CloudTrail")) {
      const what = String(event.detail.eventName);
      options.journal.record({ stop: "CloudTrail", accountId, region, subject, what });
    }
    for (const rule of matching) {
      const targets = await rule.targets();
      if (targets === undefined) continue;
      const what = `${bus.bus}: rule ${rule.name}`;
      options.journal.record({ stop: "EventBridge", accountId, region, subject, what });
      await Promise.all(
        targets.map((target) =>
          onceOrAsFaultSays(options, target.Arn, () =>
            toTarget(rule, target, event, bus, [...path, busKey(bus)]),
          ),
        ),
      );
    }
  }
  return {
    accept: (event, bus) => accept(event, bus),
    admits,
    forget: (after) => {
      const isFar = after === undefined || reachingFar.includes(after.service);
      // Queues, topics, keys and functions have policies, which are remembered apart; rules only name them.
      if (isFar || after.service === "events") {
        const place = isFar ? undefined : placeKey(after);
        rules.forget(place);
        policies.forget(place);
      }
      options.queuesOfTopic.forget();
      options.admission.forget();
    },
  };
}

function deliveryOf(rule: Rule, target: Target, event: BusEvent): Delivery {
  return {
    arn: target.Arn,
    source: { service: "events.amazonaws.com", arn: rule.arn },
    text: inputFor(target, event, rule),
    subject: subjectOf(event),
    eventId: event.id,
    groupId: target.SqsParameters?.MessageGroupId,
  };
}

/** The bus that an ARN names. */
export function busOfArn(arn: string): BusPlace {
  const { accountId, region, resource } = readArn(arn);
  return { accountId, region, bus: resource.replace(/^event-bus\//, "") };
}
