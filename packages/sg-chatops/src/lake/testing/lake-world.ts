// Everything around sg-lake, in memory and in virtual time. One world is one warm lambda: what it keeps, it keeps across runs.
import { TryLater } from "@orgwatch/core/errors";
import type { Facts, Log } from "@orgwatch/core/log";
import { memoryState } from "@orgwatch/core/testing/memory-changes";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import type { EventDataStore } from "../event-data-store";
import { readLake } from "../read-lake";
import { type LakeOperation, memoryLake } from "./memory-lake";

export const start = "2030-01-07T09:00:00.000Z";
export const main =
  "arn:aws:cloudtrail:us-east-1:111111111111:eventdatastore/11111111-2222-3333-4444-555555555555";
export const other =
  "arn:aws:cloudtrail:eu-west-1:111111111111:eventdatastore/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

/** So many minutes after the start (ISO), in whole seconds as CloudTrail writes them. */
export function minute(minutes: number): string {
  return new Date(Date.parse(start) + minutes * 60_000).toISOString().replace(".000Z", "Z");
}

type Options = {
  readonly fault?: (operation: LakeOperation, store: EventDataStore) => void;
  readonly endsAs?: (store: EventDataStore) => string;
  /** Says before each handing over whether it fails; after it, messages are in the queue. */
  readonly handFails?: () => boolean;
  /** Says before each writing of the watermark whether the lambda is killed there. */
  readonly killed?: () => boolean;
};

/** `run` is one invocation at that minute; it answers what it threw, in words. `handed` are the eventIDs in the queue. */
export function lakeWorld(options: Options = {}) {
  const time = virtualTime(new Date(start));
  const lake = memoryLake(time.now, options);
  const state = memoryState();
  const handed: string[] = [];
  const bodies: unknown[] = [];
  const warnings: (readonly [string, Facts | undefined])[] = [];
  const log: Log = {
    info: () => {},
    warn: (message, facts) => void warnings.push([message, facts]),
    error: () => {},
    with: () => log,
  };
  const dependencies = {
    lake: lake.lake,
    hand: async (calls: readonly string[]) => {
      if (options.handFails?.()) throw new TryLater("the queue is away");
      for (const call of calls) {
        const body = JSON.parse(call);
        bodies.push(body);
        handed.push(body.id);
      }
    },
    state: {
      read: state.read,
      save: (...save: Parameters<typeof state.save>) => {
        if (options.killed?.()) throw new Error("killed");
        return state.save(...save);
      },
    },
    overlapMinutes: 30,
    now: time.now,
    sleep: time.sleep,
    log,
  };
  async function run(atMinute: number, stores: readonly string[] = [main]): Promise<string | undefined> {
    const at = new Date(minute(atMinute));
    await time.run(time.sleep(at.getTime() - time.now().getTime()));
    const deadline = new Date(at.getTime() + 540_000);
    const work = readLake(stores, at, { ...dependencies, deadline });
    return time.run(
      work.then(
        () => undefined,
        (error: Error) => error.message,
      ),
    );
  }
  return { ...lake, time, state, handed, bodies, warnings, run };
}
