// The home region of `orgwatch inventory` in memory, and the program run in it as a person does.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { Execution } from "../../aws-sweep";
import { memoryCases, memoryHome } from "../../cases/testing/memory-home";
import { NotInThisRegion, type SweepState } from "../../home-region";
import { memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import type { InventoryDependencies } from "../inventory-command";
import { FileIsGone, type InventoryBucket, type InventoryRegion } from "../inventory-region";

export const startedAt = new Date("2030-01-07T09:00:00Z");
export const sweepArn = "arn:aws:states:us-west-2:222222222222:execution:orgwatch-inventory:e-1";

/** Objects by their keys: text is of lines, anything else is JSON. `sweep` is what each poll answers, the last one again and again. */
export type MemoryInventory = {
  readonly objects?: Readonly<Record<string, unknown>>;
  /** Undefined: there is no sweep here. Empty: it has never run. */
  readonly sweep?: readonly SweepState[] | undefined;
  readonly accounts?: readonly AccountEntry[];
  /** Every look into the bucket fails with this. */
  readonly fails?: Error;
  /** Hears of each line that is read. */
  readonly onLine?: (line: string) => void;
};

function memoryBucket({ objects = {}, fails, onLine = () => {} }: MemoryInventory): InventoryBucket {
  const keys = (prefix: string) => Object.keys(objects).filter((key) => key.startsWith(prefix));
  const look = () => {
    if (fails !== undefined) throw fails;
  };
  return {
    folders: async (prefix) => {
      look();
      const names = keys(prefix).map((key) => key.slice(prefix.length).split("/"));
      return [...new Set(names.flatMap(([name = "", ...rest]) => (rest.length === 0 ? [] : [name])))];
    },
    count: async (prefix) => keys(prefix).length,
    readJson: async (key) => {
      look();
      return objects[key];
    },
    readLines: async function* (key) {
      const text = objects[key];
      if (typeof text !== "string") throw new FileIsGone(key);
      for (const line of text.split("\n")) {
        onLine(line);
        yield line;
      }
    },
  };
}

/** The region behind the small types; `started` has the input of each run. */
function memoryInventoryRegion(held: MemoryInventory) {
  const started: unknown[] = [];
  const polls = [...(held.sweep ?? [])];
  const state = async (): Promise<SweepState> => {
    const [next] = polls.length > 1 ? polls.splice(0, 1) : polls;
    return next ?? { status: "running", reason: undefined };
  };
  const noSweep = () => new NotInThisRegion("sweep orgwatch-inventory", "us-west-2");
  const inventory: InventoryRegion = {
    bucket: memoryBucket(held),
    sweep: {
      start: async (input) => {
        if (held.sweep === undefined) throw noSweep();
        started.push(input);
        return { arn: sweepArn, startedAt };
      },
      state,
      latest: async (): Promise<Execution | undefined> => {
        if (held.sweep === undefined) throw noSweep();
        return held.sweep.length === 0 ? undefined : { arn: sweepArn, startedAt, ...(await state()) };
      },
    },
  };
  return { inventory, started };
}

/** What `orgwatch inventory` needs beside a terminal and what `cases` have. */
export function memoryInventory(
  held: MemoryInventory = {},
): Pick<InventoryDependencies, "inventoryIn" | "outputClosed"> {
  const { inventory } = memoryInventoryRegion(held);
  return { inventoryIn: () => inventory, outputClosed: new AbortController().signal };
}

/** Runs a command line after `inventory` with `us-west-2` as own region. */
export async function runInventory(
  args: readonly string[],
  held: MemoryInventory,
  parts: Partial<Omit<InventoryDependencies, "terminal">> & {
    readonly colours?: boolean;
    readonly onOut?: (text: string) => void;
    /** Hears the status line; nobody watches without it. */
    readonly onStatus?: (text: string) => void;
  } = {},
) {
  const { inventory, started } = memoryInventoryRegion(held);
  const { colours = false, onOut = () => {}, onStatus, ...changes } = parts;
  let [out, err] = ["", ""];
  const code = await runProgram(["inventory", ...args], {
    ...memoryManualOps(),
    ...memoryCases(memoryHome({ accounts: held.accounts ?? [] }).home),
    ...memorySg(),
    ...memoryTagAudit(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: new AbortController().signal,
    ownRegion: async () => "us-west-2",
    inventoryIn: () => inventory,
    outputClosed: new AbortController().signal,
    ...changes,
    terminal: {
      out: (text) => {
        out += text;
        onOut(text);
      },
      err: (text) => {
        err += text;
      },
      colours,
      ...(onStatus && { status: onStatus }),
    },
  });
  return { code, out, err, started };
}
