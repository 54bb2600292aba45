import { printOf } from "./resource-print";
import { sampleResource } from "./testing/sample-resource";

const role = (raw: object, part = {}) =>
  printOf(sampleResource("deploy", { service: "iam", kind: "iam/role", raw, ...part }));

it("is the same for what AWS answers in another order, and in another run", () => {
  const one = { Groups: [{ Id: "sg-1" }, { Id: "sg-2" }], State: { Code: 16, Name: "running" } };
  const other = {
    State: { Name: "running", Code: 16 },
    Groups: [{ Id: "sg-2" }, { Id: "sg-1" }],
    Gone: undefined,
  };
  expect(printOf(sampleResource("i-1", { raw: one }))).toBe(
    printOf(sampleResource("i-1", { raw: other, run: "another" })),
  );
});

it("passes over what changes by itself, wherever it stands, in its service only", () => {
  const used = (date: string) => ({
    Keys: [{ Id: "A", LastUsedDate: date }],
    RoleLastUsed: { LastUsedDate: date },
  });
  expect(role(used("2030-01-01"))).toBe(role(used("2030-01-07")));
  expect(role({ LastUsedDate: 1 }, { service: "ec2" })).not.toBe(
    role({ LastUsedDate: 2 }, { service: "ec2" }),
  );
});

it.each<[string, (week: number) => object]>([
  ["dynamodb/table", (week) => ({ ContinuousBackups: { P: { EarliestRestorableDateTime: week } } })],
  ["rds/db-cluster", (week) => ({ EarliestRestorableTime: week, LatestRestorableTime: week })],
  ["redshift/cluster", (week) => ({ NextMaintenanceWindowStartTime: week })],
  ["redshift/snapshot", (week) => ({ ManualSnapshotRemainingDays: 90 - week })],
  ["dms/replication-task", (week) => ({ ReplicationTaskStats: { TablesLoaded: week } })],
  ["ssm/maintenance-window", (week) => ({ NextExecutionTime: week })],
])("has not changed from week to week when nobody touched it: %s", (kind, rawIn) => {
  const [service = ""] = kind.split("/");
  const [before, now] = [1, 2].map((week) =>
    printOf(sampleResource("x", { service, kind, raw: rawIn(week) })),
  );
  expect(now).toBe(before);
});

it.each<[string, object]>([
  ["raw", { raw: { Path: "/other/" } }],
  ["a value's type", { raw: { Path: 1 } }],
  ["an element that is there twice", { raw: { Path: ["/", "/"] } }],
  ["the name", { name: "other" }],
  ["a tag, also one that is called like something volatile", { tags: { RoleLastUsed: "other" } }],
])("changes with %s", (_, part) => {
  const before = role({ Path: "/" }, { name: "deploy", tags: { RoleLastUsed: "never" } });
  expect(role({ Path: "/" }, { name: "deploy", tags: { RoleLastUsed: "never" }, ...part })).not.toBe(before);
});
