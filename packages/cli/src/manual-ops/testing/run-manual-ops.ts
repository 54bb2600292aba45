// `orgwatch manual-ops …` run as a person does, in a world that is in memory.
import { memoryCases } from "../../cases/testing/memory-home";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import type { ManualOpsDependencies } from "../manual-ops-command";
import { memoryManualOps } from "./memory-world";

/** What a run ended with and printed. */
export type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command line after `manual-ops`. Without `ownRegion` none is configured. */
export async function runManualOps(
  args: readonly string[],
  parts: Partial<Omit<ManualOpsDependencies, "terminal">> = {},
): Promise<Ended> {
  let out = "";
  let err = "";
  const code = await runProgram(["manual-ops", ...args], {
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: new AbortController().signal,
    ownRegion: () => Promise.reject(new Error("Region is missing")),
    ...memoryCases(),
    ...memorySg(),
    ...memoryTagAudit(),
    ...memoryInventory(),
    ...memoryManualOps(parts),
    ...(parts.ownRegion === undefined ? {} : { ownRegion: parts.ownRegion }),
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      colours: false,
    },
  });
  return { code, out, err };
}
