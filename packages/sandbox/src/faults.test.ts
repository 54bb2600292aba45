import { type Fault, newFaults } from "./faults";

const throttle: Fault = { service: "slack", operation: "chat.postMessage", kind: "throttle", share: 0.25 };

describe("newFaults", () => {
  it("hits the share of the matching calls that the random numbers say", () => {
    const numbers = [0.2, 0.3, 0.1, 0.9];
    const faults = newFaults(() => numbers.shift() ?? 1);
    faults.add(throttle);
    const drawn = [1, 2, 3, 4].map(() => faults.draw("slack", "chat.postMessage")?.kind);
    expect(drawn).toEqual(["throttle", undefined, "throttle", undefined]);
  });

  it("leaves other services and operations alone, and takes * for all of them", () => {
    const faults = newFaults(() => 0);
    faults.add(throttle);
    expect([faults.draw("slack", "chat.update"), faults.draw("sqs", "chat.postMessage")]).toEqual([
      undefined,
      undefined,
    ]);
    const everything: Fault = { service: "*", operation: "*", kind: "reset", share: 1 };
    faults.add(everything);
    expect(faults.draw("sqs", "SendMessage")).toEqual(everything);
  });

  it("hits only what happens in its account and region", () => {
    const faults = newFaults(() => 0);
    const closed: Fault = {
      service: "*",
      operation: "*",
      kind: "deny",
      share: 1,
      accountId: "1",
      region: "r",
    };
    faults.add(closed);
    const places = [
      { accountId: "1", region: "r" },
      { accountId: "1", region: "s" },
      { accountId: "2", region: "r" },
    ];
    expect(
      [...places, undefined].map((place) => faults.draw("ec2", "DescribeVpcs", ["deny"], place)),
    ).toEqual([closed, undefined, undefined, undefined]);
  });

  it("is spent after its times and counts its hits", () => {
    const faults = newFaults(() => 0);
    const id = faults.add({ ...throttle, share: 1, times: 1 });
    const drawn = [1, 2].map(() => faults.draw("slack", "chat.postMessage")?.kind);
    expect(drawn).toEqual(["throttle", undefined]);
    expect(faults.list()).toEqual([{ ...throttle, share: 1, times: 1, id, hits: 1 }]);
  });

  it("asks only for the kinds that the caller can act on", () => {
    const faults = newFaults(() => 0);
    faults.add({ service: "sqs", operation: "*", kind: "duplicate", share: 1 });
    expect(faults.draw("sqs", "SendMessage", ["throttle", "latency"])).toBeUndefined();
    expect(faults.draw("sqs", "SendMessage", ["duplicate"])?.kind).toBe("duplicate");
  });

  it("forgets a removed fault, and all of them when cleared", () => {
    const faults = newFaults(() => 0);
    const first = faults.add({ ...throttle, share: 1 });
    faults.add({ ...throttle, share: 0.5 });
    faults.remove(first);
    expect(faults.list().map(({ share }) => share)).toEqual([0.5]);
    faults.clear();
    expect(faults.draw("slack", "chat.postMessage")).toBeUndefined();
  });

  it("refuses to double anything but messages", () => {
    expect(() => newFaults().add({ ...throttle, kind: "duplicate" })).toThrow(
      new RangeError('Only messages of sqs and sns can be hit by "duplicate", not slack'),
    );
  });

  it("refuses a share that is no share", () => {
    expect(() => newFaults().add({ ...throttle, share: 25 })).toThrow(
      new RangeError("A fault's share must lie between 0 and 1, not 25"),
    );
  });
});
