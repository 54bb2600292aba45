// Services that call different things the same: subscriptions without an ARN, and two reasons for one refusal.
import { shortHash } from "@orgwatch/core/inventory/resource-print";
import type { Kind } from "../../kinds/kind";
import { kinds } from "../../kinds/kinds";
import { type Found, readKind } from "./read-kind";
import type { Reader } from "./reader";
import { memoryReader } from "./testing/memory-reader";

const account = "111111111111";

async function linesOf(reader: Reader, row: Kind): Promise<Found[]> {
  const found: Found[] = [];
  const place = { account, region: "eu-west-1", partition: "aws" } as const;
  for await (const one of readKind(reader, row, place, () => {})) found.push(one);
  return found;
}

function rowOf(name: string): Kind {
  const row = kinds.find(({ kind }) => kind === name);
  if (row === undefined) throw new Error(`The table has no ${name}`);
  return row;
}

it("tells all subscriptions apart that wait for their confirmation, without their addresses", async () => {
  const row = rowOf("sns/subscription");
  const topic = "arn:aws:sns:eu-west-1:111111111111:alerts";
  const waiting = ["https://hooks/1", "https://hooks/2"].map((Endpoint) => ({
    ...{ TopicArn: topic, Protocol: "https", SubscriptionArn: "PendingConfirmation", Endpoint },
  }));
  const reader = memoryReader({
    ListSubscriptions: [{ Subscriptions: waiting }, { Subscriptions: waiting }],
  });
  const found = await linesOf(reader, row);
  const line = (hash: string) => ({
    ...{ account, region: "eu-west-1", service: "sns", kind: "sns/subscription" },
    id: `${topic} https PendingConfirmation ${hash}`,
    tags: {},
    raw: { ...waiting[0], Endpoint: "(left out)" },
  });
  expect(found).toEqual(["https://hooks/1", "https://hooks/2"].map((one) => line(shortHash(one))));
});

it("takes no for none only where the account has none, not where a policy forbids to ask", async () => {
  const row = rowOf("organizations/root");
  const says = (message: string) =>
    memoryReader({ [row.operation]: [Object.assign(new Error(message), { name: "AccessDeniedException" })] });
  const member = await linesOf(says("You don't have permissions to access this resource."), row);
  expect(member).toEqual([]);
  const denied =
    "User: arn:aws:sts::1:assumed-role/inventory/x is not authorized to perform: organizations:ListRoots";
  await expect(linesOf(says(denied), row)).rejects.toThrow("not authorized");
});
