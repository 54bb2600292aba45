// The home region and the own account of `orgwatch tag-audit` in memory, and the program run in them as a person does.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { AuditRun, Cell, RunPlan, Violation } from "@orgwatch/core/tag-audit/violation";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { memoryCases, memoryHome } from "../../cases/testing/memory-home";
import { NotInThisRegion, type SweepState } from "../../home-region";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryQueues } from "../../testing/memory-queues";
import type { AuditRegion } from "../organization/audit-region";
import type { TagAuditDependencies } from "../tag-audit-command";
import { accountId, type MemoryAccount, memoryAccount } from "./memory-account";

export const start = new Date("2030-01-07T09:30:45Z");
export const sweepArn = "arn:aws:states:us-west-2:222222222222:execution:orgwatch-tag-audit:e-1";

/** What there is; `sweep` is what each poll answers, the last one again and again, undefined: there is no sweep. */
export type MemoryAudit = {
  readonly own?: MemoryAccount;
  readonly accounts?: readonly AccountEntry[];
  readonly violations?: readonly Violation[];
  readonly cells?: readonly Cell[];
  readonly runs?: readonly AuditRun[];
  readonly plans?: readonly RunPlan[];
  readonly sweep?: readonly SweepState[] | undefined;
  /** Writing this line of the record, from 1, fails. */
  readonly recordFailsAt?: number;
};

/** The region behind the small type; `started` has the input of each run. */
function memoryAuditRegion({ violations = [], cells = [], runs = [], plans = [], sweep }: MemoryAudit) {
  const started: unknown[] = [];
  const polls = [...(sweep ?? [])];
  const table = memoryViolations();
  const filled = Promise.all([...violations.map(table.add), ...runs.map(table.putRun)]);
  const state = async (): Promise<SweepState> => {
    const [next] = polls.length > 1 ? polls.splice(0, 1) : polls;
    return next ?? { status: "running", reason: undefined };
  };
  const audit: AuditRegion = {
    violations: {
      get: (id) => filled.then(() => table.get(id)),
      run: (id) => filled.then(() => table.run(id)),
      byAccount: async function* (id, options) {
        await filled;
        yield* table.byAccount(id, options);
      },
      byStatus: async function* (status) {
        await filled;
        yield* table.byStatus(status);
      },
    },
    cells: async () => cells,
    plans: {
      newest: async (beginning) =>
        plans
          .map(({ runId }) => runId)
          .filter((runId) => runId.startsWith(beginning))
          .toSorted()
          .at(-1),
      get: async (wanted) => plans.find(({ runId }) => runId === wanted),
    },
    sweep: {
      start: async (input) => {
        if (sweep === undefined) throw new NotInThisRegion("sweep orgwatch-tag-audit", "us-west-2");
        started.push(input);
        return { arn: sweepArn, startedAt: start };
      },
      state,
      latest: async () =>
        sweep === undefined ? undefined : { arn: sweepArn, startedAt: start, ...(await state()) },
    },
  };
  return { audit, started };
}

/** What `orgwatch tag-audit` needs beside a terminal and what `cases` and `sg` have. */
export function memoryTagAudit(
  held: MemoryAudit = {},
): Pick<TagAuditDependencies, "auditIn" | "ownAccountIn" | "openRecord"> {
  const { account } = memoryAccount(held.own ?? { regions: {} });
  const { audit } = memoryAuditRegion(held);
  return {
    auditIn: () => audit,
    ownAccountIn: () => account,
    openRecord: async (path) => ({ path, write: async () => {}, close: async () => {} }),
  };
}

/** Runs a command line after `tag-audit` with `us-west-2` as own region; each wait lets the time pass. */
export async function runAudit(
  args: readonly string[],
  held: MemoryAudit,
  parts: Partial<TagAuditDependencies> & { readonly colours?: boolean } = {},
) {
  const { account, calls } = memoryAccount(held.own ?? { regions: {} });
  const { audit, started } = memoryAuditRegion(held);
  const record: { readonly path: string; readonly lines: unknown[] } = { path: "", lines: [] };
  const { colours = false, ...changes } = parts;
  let [out, err, time, path] = ["", "", start.getTime(), ""];
  const code = await runProgram(["tag-audit", ...args], {
    ...memoryManualOps(),
    ...memoryCases(memoryHome({ accounts: held.accounts ?? [] }).home),
    ...memorySg(),
    ...memoryInventory(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: new AbortController().signal,
    ownRegion: async () => "us-west-2",
    now: () => new Date(time),
    wait: async (ms) => {
      time += ms;
    },
    auditIn: () => audit,
    ownAccountIn: () => account,
    callerIn: async () => `arn:aws:iam::${accountId}:user/ana`,
    openRecord: async (opened) => {
      path = opened;
      const write = async (line: object) => {
        if (record.lines.length + 1 === held.recordFailsAt) throw new Error("ENOSPC: no space left");
        record.lines.push({ ...line, calls: calls.length });
      };
      return { path: opened, write, close: async () => {} };
    },
    ...changes,
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      colours,
    },
  });
  return { code, out, err, calls, started, record: { ...record, path } };
}
