// What an execution needs of the world around it.
import type { Activity } from "./activity";

/** What surrounds an execution. */
export type Around = {
  /** Runs a lambda; rejects with StateFailed. */
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  /** @throws StateFailed when the machine's role may not start executions for items. */
  readonly checkItems: () => void;
  /** Resolves after these milliseconds of the sandbox's time, or when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly activity: Activity;
  readonly random: () => number;
  /** Aborted when the execution is stopped or its time is up; the reason is thrown. */
  readonly signal: AbortSignal;
  /** What `$$` is. */
  readonly context: unknown;
  /** How many lambdas a map runs at once, however many it may. */
  readonly mostAtOnce: number;
};
