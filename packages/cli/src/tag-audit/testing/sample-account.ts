// The account that the tests of the seed's command look at, and what is said of it.
import type { MemoryAccount } from "./memory-account";

/** Tags that the seed's options below ask for. */
export const good = { created_by: "ana", department: "it" };

/** An instance without tags. */
export const untagged = (instanceId: string) => ({ instanceId });

/** An account with one instance of each kind. */
export const own: MemoryAccount = {
  alias: "acme-prod",
  regions: {
    "us-west-1": [
      { instanceId: "i-case", tags: { created_by: "ana", Department: "it" } },
      { instanceId: "i-good", tags: { ...good, department: " it " } },
      { instanceId: "i-young", createdAt: "2030-01-07T09:00:00.000Z" },
      { instanceId: "i-exempt", tags: { "orgwatch:tag-exempt-until": "2030-02-01" } },
      { instanceId: "i-late", tags: { "orgwatch:tag-exempt-until": "2029-02-01" }, state: "stopped" },
      { instanceId: "i-node", keeper: { kind: "eks", name: "prod" } },
      { instanceId: "i-pending", state: "pending" },
    ],
    "us-west-2": [],
  },
};

/** The options of the seed. */
export const seed = ["-r", "us-west-1,us-west-2", "-t", "created_by, department"];

/** What is reported of `own`. */
export const report = `Tag audit of account acme-prod (444444444444), as arn:aws:iam::444444444444:user/ana
Required: created_by, department. Instances younger than 45 minutes are left out.

region     instances  violations  exempt  canary
us-west-1  6          3           1       unproven: there is no earlier run to compare with
us-west-2  0          0           0       unproven: there is no earlier run to compare with

created                       region     instance  state    kept by   problems
2029-12-01 09:00 (08:00 UTC)  us-west-1  i-case    running  -         department is missing (there is Department)
2029-12-01 09:00 (08:00 UTC)  us-west-1  i-late    stopped  -         created_by is missing; department is missing; orgwatch:tag-exempt-until ended on 2029-02-01
2029-12-01 09:00 (08:00 UTC)  us-west-1  i-node    running  eks prod  created_by is missing; department is missing

3 violations; times are in Europe/Berlin.
1 more is younger than the grace period.
`;

/** What `--terminate` does in `own`. */
export const plan = `
What --terminate does now:
act        region     instance  created                       because
terminate  us-west-1  i-case    2029-12-01 09:00 (08:00 UTC)  department is missing (there is Department)
terminate  us-west-1  i-late    2029-12-01 09:00 (08:00 UTC)  created_by is missing; department is missing

2 acts: 2 terminate.

Due, and not done:
  terminate  444444444444/us-west-1/i-node  it belongs to prod (eks), whose members are only reported
`;

/** What a run has done that touched nothing. */
export const nothing = { calls: [], started: [], record: { path: "", lines: [] } };

/** Somebody who agrees. */
export const yes = { ask: async () => true };

/** Instances that are in order. */
export const others = Array.from({ length: 10 }, (_, index) => ({
  instanceId: `i-other-${index}`,
  tags: good,
}));

/** Two regions whose canaries are there, and three instances without tags. */
export const proven = {
  "us-west-1": [
    { instanceId: "i-canary", tags: { Name: "api-canary-us-west-1" }, state: "stopped" },
    untagged("i-1"),
    untagged("i-2"),
    ...others,
  ],
  "us-west-2": [
    { instanceId: "i-other", tags: { Name: "api-canary-us-west-2" }, state: "stopped" },
    untagged("i-3"),
  ],
} as const;

/** What a scheduler runs. */
export const scheduled = [...seed, "-k", "--canary", "Name=api-canary-<region>", "--max-percent", "50"];
