// Orgwatch's rules of a region's default bus, over EventBridge.
import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { alertingRuleName } from "@orgwatch/manifest/alerting-rules";
import type { BusRule } from "./alert-region";

/** All of them with their targets; a rule without a pattern (a schedule) is left out. */
export async function orgwatchRules(client: EventBridgeClient): Promise<readonly BusRule[]> {
  const rules: BusRule[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListRulesCommand({ NamePrefix: alertingRuleName(""), NextToken }));
    for (const { Name, State, EventPattern } of page.Rules ?? [])
      if (Name !== undefined && EventPattern !== undefined)
        rules.push({
          name: Name,
          enabled: State !== "DISABLED",
          pattern: EventPattern,
          targets: await targetsOf(client, Name),
        });
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return rules;
}

/** A rule has five targets at most. */
async function targetsOf(client: EventBridgeClient, Rule: string): Promise<readonly string[]> {
  const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule }));
  return Targets.flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn]));
}
