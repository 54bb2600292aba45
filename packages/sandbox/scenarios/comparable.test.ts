// What two runs of the demo have in common, and what they must not differ in.
import { comparable } from "./comparable";

it("leaves out how long things took, and when they were", () => {
  const lines = [
    "[  4.9 s] 10 accounts in 2 OUs, 2 regions. Wiring the lambdas …",
    "acme-build             us-west-2          0 ms      108 ms       1122 ms           -",
    "6 of 6 findings reached Slack and 4 alerts PagerDuty in 1.5 s.",
    "1,878 resources of 39 kinds in 9 accounts, read in 1 minute. 4 of 27 places could not be read.",
    "APP 12:58:53 · Seen Nov 21, 2026 12:58 · just now, and 3 min ago  ",
    "stays until 2026-11-22T12:58:01.123Z, since 2026-11-21",
  ];
  expect(comparable(lines.join("\n")).split("\n")).toEqual([
    "[<seconds>] 10 accounts in 2 OUs, 2 regions. Wiring the lambdas …",
    "acme-build             us-west-2 <ms> <ms> <ms>           -",
    "6 of 6 findings reached Slack and 4 alerts PagerDuty in <seconds>.",
    "1,878 resources of 39 kinds in 9 accounts, read in <time>. 4 of 27 places could not be read.",
    "APP <clock> · Seen <date> · <time> ago, and <time> ago",
    "stays until <date>, since <date>",
  ]);
});

it("leaves out how much is unread in a channel", () => {
  expect(comparable("# payments-alerts\n2\nnew\n# failover\n4\nopen")).toBe(
    "# payments-alerts\n# failover\n4\nopen",
  );
});

it("gives the same id the same name wherever it comes, and another id another", () => {
  const lines = [
    "Incident #3 in acme-data-lake (800692816721)",
    "finding a03660cafa8043a3b9d79541b9578a4a of 800692816721",
    "admin changed sg-73edc6963e3645f51 in vpc-ea3fc2e27902c6931, 517490051413",
    "change 0f561bfa-df02-48e9-b34a-641c4daf5e29 of sg-73edc6963e3645f51",
  ];
  expect(comparable(lines.join("\n")).split("\n")).toEqual([
    "Incident #<number> in acme-data-lake (<id 1>)",
    "finding <id 2> of <id 1>",
    "admin changed sg-<id 3> in vpc-<id 4>, <id 5>",
    "change <id 6> of sg-<id 3>",
  ]);
});

it("keeps words, counts, names and addresses", () => {
  const text = [
    "  acme-data-lake          201 resources   global read, us-west-2 read, us-east-1 partial",
    "#security-critical  CRITICAL 9.5 since 09:00: TCP 22 (SSH) from anywhere (0.0.0.0/0), 2001:db8::/32",
    "8 mails were sent; 5 days later, team-decade is warned",
  ].join("\n");
  expect(comparable(text)).toBe(text);
});

it("finds nothing to do in what is comparable already", () => {
  const text = comparable(
    "[  0.0 s] 123456789012 saw sg-0123456789abcdef0 at 12:00:00, 5 ms, in 1.5 s\n#4 just now",
  );
  expect(comparable(text)).toBe(text);
});
