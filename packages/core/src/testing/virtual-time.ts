// A clock for tests that jumps from one sleeper to the next: hours of waiting pass in milliseconds, in the right order.

export type VirtualTime = {
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Lets time pass until the work is done. @throws Error when nobody sleeps and the work still is not done. */
  readonly run: <Result>(work: Promise<Result>) => Promise<Result>;
};

type Sleeper = { readonly wakeAt: number; readonly wake: () => void };

/** A virtual clock that starts at `start`. Time stands still while anything but sleeping is going on. */
export function virtualTime(start: Date): VirtualTime {
  let time = start.getTime();
  let sleepers: Sleeper[] = [];

  /** Promises that need no timer settle within a few turns of the event loop. */
  async function settle() {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    now: () => new Date(time),
    sleep: (milliseconds) =>
      new Promise((wake) => {
        if (milliseconds <= 0) wake();
        else sleepers.push({ wakeAt: time + milliseconds, wake });
      }),
    run: async (work) => {
      let done = false;
      const finished = work.finally(() => {
        done = true;
      });
      finished.catch(() => {});
      for (await settle(); !done; await settle()) {
        if (sleepers.length === 0) throw new Error("virtual time stands still: nobody sleeps");
        time = Math.min(...sleepers.map(({ wakeAt }) => wakeAt));
        const awake = sleepers.filter(({ wakeAt }) => wakeAt <= time);
        sleepers = sleepers.filter(({ wakeAt }) => wakeAt > time);
        for (const { wake } of awake) wake();
      }
      return finished;
    },
  };
}
