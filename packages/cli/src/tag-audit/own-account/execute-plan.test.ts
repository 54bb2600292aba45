import { TryLater } from "@orgwatch/core/errors";
import { NoAccess } from "@orgwatch/core/tag-audit/enforce-instance";
import type { MemoryAccount } from "../testing/memory-account";
import { runAudit } from "../testing/memory-audit";
import { proven, scheduled } from "../testing/sample-account";

it.each<[string, Partial<MemoryAccount>, readonly string[]]>([
  [
    "is protected",
    {
      regions: {
        ...proven,
        "us-west-1": proven["us-west-1"].map((one) => ({ ...one, isProtected: one.instanceId === "i-1" })),
      },
    },
    [
      "not terminated, EC2 or the policy refused it: its termination protection is on, and the policy respects it",
    ],
  ],
  [
    "may not be terminated",
    {
      failures: {
        "i-1": new NoAccess("account 444444444444 in us-west-1 does not allow it (UnauthorizedOperation)"),
      },
    },
    [
      "not terminated, EC2 or the policy refused it: account 444444444444 in us-west-1 does not allow it (UnauthorizedOperation)",
    ],
  ],
  [
    "gets no answer, also later",
    { failures: { "i-1": new TryLater("EC2 cannot be used now", { cause: new Error("socket hang up") }) } },
    ["FAILED, look at it: socket hang up"],
  ],
])("goes on with the others when one %s", async (_, part, words) => {
  const { code, out } = await runAudit(scheduled, { own: { regions: proven, ...part } });
  expect([code, out.split("\n").slice(-6)]).toEqual([
    3,
    [
      ...words.map((word) => `  us-west-1  i-1  ${word}`),
      "  us-west-1  i-2  terminated",
      "  us-west-2  i-3  terminated",
      "",
      "3 instances: 2 terminated, 1 not. Recorded in ./orgwatch-tag-audit-20300107T093045Z.ndjson",
      "",
    ],
  ]);
});

it("does nothing that it cannot write down", async () => {
  const full = await runAudit(scheduled, { own: { regions: proven }, recordFailsAt: 6 });
  const first = await runAudit(scheduled, { own: { regions: proven }, recordFailsAt: 1 });
  const reason = "NotRecorded";
  expect([full.code, full.calls, full.out.includes(reason), full.out.split("\n").slice(-6, -3)]).toEqual([
    3,
    ["mark i-1", "terminate i-1"],
    false,
    [
      "  us-west-1  i-1  terminated",
      "  us-west-1  i-2  FAILED, look at it: the record cannot be written, so that nothing more is done: ENOSPC: no space left",
      "  us-west-2  i-3  not tried: the record cannot be written, so that nothing more is done: ENOSPC: no space left",
    ],
  ]);
  expect([first.code, first.calls, first.err]).toEqual([3, [], "orgwatch: ENOSPC: no space left\n"]);
});

it("ends the act that is begun when it is interrupted, and begins no other", async () => {
  const stop = new AbortController();
  const interrupting = { regions: proven, beforeChange: () => stop.abort() };
  const { code, calls, out } = await runAudit(scheduled, { own: interrupting }, { signal: stop.signal });
  expect([code, calls, out.split("\n").slice(-6, -3)]).toEqual([
    3,
    ["mark i-1", "terminate i-1"],
    [
      "  us-west-1  i-1  terminated",
      "  us-west-1  i-2  not tried: the run was interrupted",
      "  us-west-2  i-3  not tried: the run was interrupted",
    ],
  ]);
});
