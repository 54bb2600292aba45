// The rules of the organization's bus that start a lambda directly.
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
} from "@aws-sdk/client-eventbridge";
import { busName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { adminOf } from "../admin";
import type { EventSource } from "./deployment";
import type { Place } from "./read-schedules";

const pattern = z.record(z.string(), z.unknown());

/** The rules whose target is this function. */
export async function readEventSources(functionArn: string, place: Place): Promise<EventSource[]> {
  const events = new EventBridgeClient(adminOf(place.endpoint, place.accountId, place.region));
  const { RuleNames = [] } = await events.send(
    new ListRuleNamesByTargetCommand({ TargetArn: functionArn, EventBusName: busName }),
  );
  return Promise.all(
    RuleNames.map(async (rule) => {
      const { EventPattern = "{}" } = await events.send(
        new DescribeRuleCommand({ Name: rule, EventBusName: busName }),
      );
      return { rule, bus: busName, pattern: pattern.parse(JSON.parse(EventPattern)) };
    }),
  );
}
