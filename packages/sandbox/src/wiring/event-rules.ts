// All rules of a wiring: findings and notices to topics, members' root use to the organization's bus, the bus to lambdas and topics.
import { alertingRuleName, rootUse, standardRules } from "@orgwatch/manifest/alerting-rules";
import { busName, topicName } from "@orgwatch/manifest/names";
import { arnOf } from "../iam/arn";
import type { Rule } from "./create-rules";
import type { EventSource } from "./deployment";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/** As `org.config.ts` has them unless a user changes them: findings from High on are alerts, and all others are told. */
const thresholds = { alertFrom: 7, notifyFrom: 0 };

/** The rules of all accounts and regions. */
export function eventRules(lambdas: readonly PlannedLambda[], request: WiringRequest): Rule[] {
  return [...regionalRules(request), ...busRules(lambdas, request), ...memberRules(lambdas, request)];
}

function regionalRules({ organization, defaultTeam }: WiringRequest): Rule[] {
  const accountId = organization.infrasecAccountId;
  return organization.regions.flatMap((region) =>
    standardRules(thresholds).map(({ name, to, pattern }) => {
      const targetArn = arnOf("sns", { accountId, region }, topicName(defaultTeam, to));
      return { accountId, region, name: alertingRuleName(name), pattern, targetArn };
    }),
  );
}

function busRules(lambdas: readonly PlannedLambda[], { organization, defaultTeam }: WiringRequest): Rule[] {
  const home = { accountId: organization.infrasecAccountId, region: organization.homeRegion };
  const targetArn = arnOf("sns", home, topicName(defaultTeam, "alert"));
  const ofRootUse = rootUse.map(({ name, words: _, ...event }) => ({
    ...home,
    ...event,
    name: alertingRuleName(name),
    bus: busName,
    targetArn,
  }));
  const ofLambdas = lambdas.flatMap((lambda) =>
    targetsOf(lambda).map(({ rule, targetArn }) => ({
      ...home,
      name: rule.rule,
      bus: rule.bus,
      pattern: rule.pattern,
      targetArn,
    })),
  );
  return [...ofRootUse, ...ofLambdas];
}

/**
 * A small version of the member baseline: every active account, the management account too, forwards root use and what lambdas listen for
 * from each region to the bus in the home region.
 */
function memberRules(lambdas: readonly PlannedLambda[], { organization }: WiringRequest): Rule[] {
  const home = { accountId: organization.infrasecAccountId, region: organization.homeRegion };
  const targetArn = arnOf("events", home, `event-bus/${busName}`);
  const forwarded = [
    ...rootUse.map(({ words: _, ...event }) => ({ ...event, name: alertingRuleName(event.name) })),
    ...lambdas.flatMap(targetsOf).map(({ rule }) => ({ name: rule.rule, pattern: rule.pattern })),
  ];
  const active = organization.accounts.filter(({ state }) => state === "ACTIVE");
  return active.flatMap(({ id: accountId }) =>
    organization.regions.flatMap((region) =>
      forwarded.map((event) => ({
        ...event,
        accountId,
        region,
        name: `${event.name}-forward`,
        targetArn,
      })),
    ),
  );
}

/** What of the bus reaches a lambda: rules that feed its queues, and rules that start it. */
function targetsOf({ queues, deployed }: PlannedLambda): { rule: EventSource; targetArn: string }[] {
  return [
    ...queues.flatMap(({ from, queueArn }) =>
      from.kind === "rule" ? [{ rule: from.rule, targetArn: queueArn }] : [],
    ),
    ...deployed.onEvents.map((rule) => ({ rule, targetArn: deployed.functionArn })),
  ];
}
