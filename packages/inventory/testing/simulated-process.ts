// A process whose calls take time, and which may be killed at any of them: nothing that it has begun goes on.

/** Time that a test owns. */
export type Time = { readonly now: () => Date; readonly sleep: (ms: number) => Promise<void> };

/** The process dies at the call of this number among those that count: before the other side does anything, or after it, before the answer arrives. */
export type Death = {
  readonly at: number;
  readonly when: "before" | "after";
  readonly counts: (name: string) => boolean;
};

export type SimulatedProcess = {
  /** One call by its name (`ec2 DescribeInstances`, `PutJson runs/…`), with what it does on the other side. Never settles once the process is dead. */
  readonly call: <Result>(name: string, work: () => Result | Promise<Result>) => Promise<Result>;
  /** Resolves when the process dies. */
  readonly died: Promise<"died">;
};

const never = new Promise<never>(() => {});

/** A process in which each call takes `latencyMs`. */
export function simulatedProcess(time: Time, latencyMs: number, death?: Death): SimulatedProcess {
  let left = death?.at ?? 0;
  let isDead = false;
  let tell: (word: "died") => void = () => {};
  const died = new Promise<"died">((resolve) => {
    tell = resolve;
  });
  const die = () => {
    isDead = true;
    tell("died");
    return never;
  };
  const isLast = (name: string) => {
    if (!death?.counts(name)) return false;
    left -= 1;
    return left === 0;
  };
  return {
    died,
    call: async (name, work) => {
      if (isDead) return never;
      const dies = death !== undefined && isLast(name);
      if (dies && death.when === "before") return die();
      await time.sleep(latencyMs);
      if (isDead) return never;
      if (!dies) {
        const result = await work();
        return isDead ? never : result;
      }
      await work();
      return die();
    },
  };
}
