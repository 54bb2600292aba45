// What scenarios of the tag audit do and look at: a run at some later time, EC2's word on the sample instances, the record.
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { EC2Client, paginateDescribeInstances } from "@aws-sdk/client-ec2";
import { tableName } from "@orgwatch/manifest/names";
import { adminOf } from "../src/admin";
import type { SampleKind } from "../src/instances/sample-plan";
import type { Sandbox } from "../src/sandbox";
import { lastAudit } from "../src/tour-tags";
import type { Running } from "./scenario-steps";

const hour = 3600_000;

/** Lets hours pass, more than lie between two audits by the schedule, and answers how the one ended that was due. */
export async function auditAfter({ sandbox, host }: Running, hours: number): Promise<string | undefined> {
  sandbox.clock.advance(hours * hour);
  await host.idle();
  return lastAudit(sandbox);
}

/** In which states the sample instances of each kind are, in EC2's words. */
export async function statesByKind({ url, sampleInstances }: Sandbox) {
  const states = new Map<string, string>();
  const places = new Map(sampleInstances.map((one) => [`${one.accountId}/${one.region}`, one]));
  for (const { accountId, region } of places.values()) {
    const client = new EC2Client(adminOf(url, accountId, region));
    for await (const { Reservations = [] } of paginateDescribeInstances({ client }, {}))
      for (const { InstanceId = "", State } of Reservations.flatMap(({ Instances = [] }) => Instances))
        states.set(InstanceId, String(State?.Name));
    client.destroy();
  }
  const kinds: Partial<Record<SampleKind, string>> = {};
  for (const { kind, instanceId } of sampleInstances) {
    const state = states.get(instanceId) ?? "gone";
    const known = kinds[kind];
    kinds[kind] = known === undefined || known === state ? state : `${known}, ${state}`;
  }
  return kinds;
}

/** The acts that the record has of the first sample instance of a kind, with their outcomes, and its status. */
export async function recordOf({ url, organization, sampleInstances }: Sandbox, kind: SampleKind) {
  const instance = sampleInstances.find((one) => one.kind === kind);
  const dynamodb = new DynamoDBClient(adminOf(url, organization.infrasecAccountId, organization.homeRegion));
  try {
    const violationId = `${instance?.accountId}/${instance?.region}/${instance?.instanceId}`;
    const { Item } = await dynamodb.send(
      new GetItemCommand({
        TableName: tableName("tag-violations"),
        Key: { violationId: { S: violationId } },
        ConsistentRead: true,
      }),
    );
    return {
      status: Item?.status?.S,
      acts: Item?.acts?.L?.map(({ M }) => `${M?.what?.S} ${M?.outcome?.S}`),
    };
  } finally {
    dynamodb.destroy();
  }
}
