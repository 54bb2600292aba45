import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { deliveryLog } from "./delivery-log";
import { sharedPace } from "./pace";
import { type LocalAws, startLocalAws } from "./testing/local-aws";

const now = new Date("2030-01-07T09:00:00Z");
const delivery = { state: "open", version: "", band: "high", attemptedAt: now.toISOString() } as const;

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

/** The names of the errors that each use of the table ends with. */
async function failuresWith(word: string): Promise<string[]> {
  aws = await startLocalAws(() => ({ status: 400, body: JSON.stringify({ __type: word, message: "no" }) }));
  const client = new DynamoDBClient({ ...aws.client, maxAttempts: 1 });
  const [log, pace] = [deliveryLog(client, "deliveries"), sharedPace(client, "deliveries")];
  const uses = [
    log.read("a"),
    log.save("a", delivery, undefined, now),
    pace.reserve("C0SECURITY", now, 1000),
    pace.holdUntil("C0SECURITY", now, now),
  ];
  const outcomes = await Promise.allSettled(uses);
  return outcomes.map((one) => (one.status === "rejected" ? one.reason.name : "none"));
}

it.each(["InternalServerError", "ThrottlingException", "AccessDeniedException", "ResourceNotFoundException"])(
  "lets a message wait while its table cannot be used (%s), instead of giving it up after five tries",
  async (word) => {
    expect(await failuresWith(word)).toEqual(["TryLater", "TryLater", "TryLater", "TryLater"]);
  },
);

it("takes a request that DynamoDB calls invalid for a fault of the message", async () => {
  const invalid = "ValidationException";
  expect(await failuresWith(invalid)).toEqual([invalid, invalid, invalid, invalid]);
});
