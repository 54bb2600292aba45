// Where rules hand their events to, over EventBridge.
import { type EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { inParallel } from "@orgwatch/core/concurrency";

const rulesAtATime = 4;

/** Those of the rules that have no target. One that vanished meanwhile has none either. */
export async function rulesWithoutTarget(
  client: EventBridgeClient,
  EventBusName: string,
  rules: readonly string[],
): Promise<readonly string[]> {
  const idle = await inParallel(rules, rulesAtATime, async (Rule) =>
    (await hasTarget(client, { EventBusName, Rule })) ? [] : [Rule],
  );
  return idle.flat();
}

async function hasTarget(
  client: EventBridgeClient,
  of: { readonly EventBusName: string; readonly Rule: string },
): Promise<boolean> {
  try {
    // One is enough: the first page says whether there is any.
    const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ ...of, Limit: 1 }));
    return Targets.length > 0;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return false;
    throw error;
  }
}
