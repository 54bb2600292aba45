import type { BusEvent } from "./bus-event";
import type { EventBus } from "./event-bus";
import { putEvents, requestProblem } from "./put-events";
import type { BusPlace } from "./rules";

const place = { accountId: "111111111111", region: "us-west-2" };
const good = { Source: "shop", DetailType: "Order", Detail: '{"n":1}' };

/** A bus that keeps what it takes and lets in only its own account. */
function recordingBus() {
  const taken: { event: BusEvent; bus: BusPlace }[] = [];
  const bus: EventBus = {
    accept: async (event, at) => void taken.push({ event, bus: at }),
    admits: async (accountId, at) => accountId === at.accountId,
    forget: () => undefined,
  };
  return { bus, taken };
}

describe("requestProblem", () => {
  const invalid = (message: string) => ({ status: 400, code: "ValidationException", message });

  it("takes ten entries and 256 KB, and no more", () => {
    const tooLarge = { ...good, Detail: JSON.stringify({ text: "x".repeat(256 * 1024) }) };
    const number =
      "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10";
    expect(requestProblem({ Entries: Array(10).fill(good) })).toBeUndefined();
    expect(requestProblem({ Entries: Array(11).fill(good) })).toEqual(invalid(number));
    expect(requestProblem({ Entries: [] })).toEqual(invalid(number));
    expect(requestProblem({ Entries: [tooLarge] })).toEqual(
      invalid("Total size of the entries in the request is over the limit."),
    );
  });
});

describe("putEvents", () => {
  it("puts a good entry on its bus", async () => {
    const { bus, taken } = recordingBus();
    const Entries = [{ ...good, Resources: ["arn:x"], Time: 1893456000, EventBusName: "orgwatch" }];
    const result = await putEvents(bus, place, { Entries }, new Date(0), () => "e-1");
    expect(result).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: "e-1" }] });
    expect(taken).toEqual([
      {
        bus: { ...place, bus: "orgwatch" },
        event: {
          version: "0",
          id: "e-1",
          "detail-type": "Order",
          source: "shop",
          account: "111111111111",
          time: "2030-01-01T00:00:00Z",
          region: "us-west-2",
          resources: ["arn:x"],
          detail: { n: 1 },
        },
      },
    ]);
  });

  it("gives each bad entry its error and goes on with the others", async () => {
    const { bus, taken } = recordingBus();
    const foreign = "arn:aws:events:us-west-2:222222222222:event-bus/default";
    const Entries = [
      { ...good, Source: "" },
      { ...good, DetailType: undefined },
      { ...good, Detail: "no JSON" },
      { ...good, Source: "aws.ec2" },
      { ...good, EventBusName: foreign },
      good,
    ];
    const result = await putEvents(bus, place, { Entries }, new Date(0), () => "e-1");
    const codes = result.Entries.map((entry) => ("ErrorCode" in entry ? entry.ErrorCode : entry.EventId));
    expect({ ...result, Entries: codes }).toEqual({
      FailedEntryCount: 5,
      Entries: [
        "InvalidArgument",
        "InvalidArgument",
        "MalformedDetail",
        "NotAuthorizedForSourceException",
        "AccessDeniedException",
        "e-1",
      ],
    });
    expect(taken.length).toBe(1);
  });
});
