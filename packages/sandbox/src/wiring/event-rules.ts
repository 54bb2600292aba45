// All rules of a wiring: findings and notices to topics, members' root use to the organization's bus, the bus to lambdas and topics.
import { busName, topicName } from "@orgwatch/manifest/names";
import { arnOf } from "../iam/arn";
import type { Rule } from "./create-rules";
import type { EventSource } from "./deployment";
import { noticeRules, rootUse } from "./event-patterns";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/** The rules of all accounts and regions. */
export function eventRules(lambdas: readonly PlannedLambda[], request: WiringRequest): Rule[] {
  return [...findingRules(request), ...busRules(lambdas, request), ...memberRules(lambdas, request)];
}

function findingRules({ organization, defaultTeam }: WiringRequest): Rule[] {
  const accountId = organization.infrasecAccountId;
  return organization.regions.flatMap((region) =>
    noticeRules.map(({ name, topic, pattern }) => {
      const targetArn = arnOf("sns", { accountId, region }, topicName(defaultTeam, topic));
      return { accountId, region, name, pattern, targetArn };
    }),
  );
}

function busRules(lambdas: readonly PlannedLambda[], { organization, defaultTeam }: WiringRequest): Rule[] {
  const home = { accountId: organization.infrasecAccountId, region: organization.homeRegion };
  const rootUseRule = {
    ...home,
    name: "orgwatch-root-use",
    bus: busName,
    pattern: rootUse,
    targetArn: arnOf("sns", home, topicName(defaultTeam, "alert")),
  };
  const ofLambdas = lambdas.flatMap((lambda) =>
    targetsOf(lambda).map(({ rule, targetArn }) => ({
      ...home,
      name: rule.rule,
      bus: rule.bus,
      pattern: rule.pattern,
      targetArn,
    })),
  );
  return [rootUseRule, ...ofLambdas];
}

/**
 * A small version of the member baseline: every active account, the management account too, forwards root use and what lambdas listen for
 * from each region to the bus in the home region.
 */
function memberRules(lambdas: readonly PlannedLambda[], { organization }: WiringRequest): Rule[] {
  const home = { accountId: organization.infrasecAccountId, region: organization.homeRegion };
  const targetArn = arnOf("events", home, `event-bus/${busName}`);
  const forwarded = [
    { name: "orgwatch-root-use", pattern: rootUse },
    ...lambdas.flatMap(targetsOf).map(({ rule }) => ({ name: rule.rule, pattern: rule.pattern })),
  ];
  const active = organization.accounts.filter(({ state }) => state === "ACTIVE");
  return active.flatMap(({ id: accountId }) =>
    organization.regions.flatMap((region) =>
      forwarded.map(({ name, pattern }) => ({
        accountId,
        region,
        name: `${name}-forward`,
        pattern,
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
