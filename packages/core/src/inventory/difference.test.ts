import { fieldChanges } from "./difference";
import type { Resource } from "./resource";
import { printOf } from "./resource-print";

const group: Resource = {
  run: "2029-12-31T09:00:00.000Z",
  account: "444444444444",
  region: "eu-central-1",
  service: "ec2",
  kind: "ec2/security-group",
  id: "sg-1",
  name: "web",
  tags: { team: "shop" },
  raw: { Rules: [{ Port: 443 }, { Port: 80 }], State: { Name: "ok" }, AvailableIpAddressCount: "2029-12-30" },
};
const later = { ...group, run: "2030-01-07T09:00:00.000Z" };

it.each<[string, Partial<Resource>, readonly unknown[]]>([
  ["nothing", {}, []],
  [
    "what changes by itself, and the order of lists",
    {
      raw: {
        AvailableIpAddressCount: "2030-01-06",
        State: { Name: "ok" },
        Rules: [{ Port: 80 }, { Port: 443 }],
      },
    },
    [],
  ],
  [
    "a value deep inside",
    { raw: { Rules: [{ Port: 443 }, { Port: 80 }], State: { Name: "gone" } } },
    [{ field: "raw.State.Name", before: "ok", now: "gone" }],
  ],
  [
    "the members of a list that are not in both",
    { raw: { Rules: [{ Port: 443 }, { Port: 443 }, { Port: 22 }], State: { Name: "ok" } } },
    [{ field: "raw.Rules[]", before: [{ Port: 80 }], now: [{ Port: 443 }, { Port: 22 }] }],
  ],
  [
    "tags that came and went, whatever they are called",
    { tags: { toString: "x" } },
    [
      { field: "tags.team", before: "shop", now: undefined },
      { field: "tags.toString", before: undefined, now: "x" },
    ],
  ],
  [
    "a name and an ARN",
    { arn: "arn:aws:ec2:::sg-1", name: "www" },
    [
      { field: "arn", before: undefined, now: "arn:aws:ec2:::sg-1" },
      { field: "name", before: "web", now: "www" },
    ],
  ],
  ["a value of another shape", { raw: "secret" }, [{ field: "raw", before: group.raw, now: "secret" }]],
  ["an answer that is null now", { raw: null }, [{ field: "raw", before: group.raw, now: null }]],
])("names %s", (_, part, expected) => {
  const now = { ...later, ...part };
  expect(fieldChanges(group, now)).toEqual(expected);
  // Who compares prints first finds the same resources.
  expect(printOf(group) === printOf(now)).toBe(expected.length === 0);
});
