import { exemption } from "./exempt";
import { accountId, instance, policy } from "./testing/samples";

const key = "orgwatch:tag-exempt-until";
const now = new Date("2030-01-31T12:00:00Z");

it.each<[string, ReturnType<typeof exemption>]>([
  ["2030-01-31", { until: "2030-01-31" }],
  [" 2030-02-28 ", { until: "2030-02-28" }],
  ["2030-05-01", { until: "2030-05-01" }],
  ["2030-05-02", { refused: `${key} is 2030-05-02: at most 90 days from today count` }],
  ["2030-01-30", { refused: `${key} ended on 2030-01-30` }],
  ...["tomorrow", "2030-02-31", "2030-13-01", "31.01.2030", "2030-02-01T00:00:00Z", ""].map(
    (written): [string, ReturnType<typeof exemption>] => [
      written,
      { refused: `${key} is “${written}”: it must be a date like 2030-01-31 (UTC)` },
    ],
  ),
])("reads “%s”", (written, expected) => {
  expect(exemption(instance({ tags: { [key]: written } }), policy(), now)).toEqual(expected);
});

it("counts the whole last day in UTC", () => {
  const tagged = instance({ tags: { [key]: "2030-01-31" } });
  expect(exemption(tagged, policy(), new Date("2030-01-31T23:59:59.999Z"))).toEqual({ until: "2030-01-31" });
  expect(exemption(tagged, policy(), new Date("2030-02-01T00:00:00Z"))).toEqual({
    refused: `${key} ended on 2030-01-31`,
  });
});

it("leaves exempt accounts and the canary alone for good", () => {
  const exempt = { accounts: [accountId], tagKey: key, mostDays: 90 };
  expect(exemption(instance(), policy({ exempt }), now)).toEqual({ until: "always" });
  // The seed's canary had to fulfil the scheme, or it was terminated.
  const canary = { kind: "instance", accountId, tags: { Name: "canary-<region>" } } as const;
  expect(exemption(instance({ tags: { Name: "canary-eu-west-1" } }), policy({ canary }), now)).toEqual({
    until: "always",
  });
});

it("says nothing of an instance for which nobody asked", () => {
  expect(exemption(instance({ tags: { Name: "x" } }), policy(), now)).toBeUndefined();
});
