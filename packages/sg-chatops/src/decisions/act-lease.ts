// One worker at a time takes a change back. Whoever holds the lease writes the change; a dead worker's lease runs out.
import { TryLater } from "@orgwatch/core/errors";
import type { Act, Change } from "@orgwatch/core/security-groups/change";
import type { ChangeTable } from "@orgwatch/core/security-groups/change-table";

/** Longer than the lambda's timeout: whoever holds a lease longer is dead. */
const leaseMs = 90_000;
/** Others write the same item now and then; so often in a row that nobody believes it. */
const mostTries = 20;

/** What the holder may write; at the end, that nothing waits any more. */
export type ActEdit = {
  readonly act: Act;
  readonly ruleChanges?: Change["ruleChanges"];
  readonly dueAt?: undefined;
};

/** A change whose act this worker holds. */
export type HeldChange = {
  readonly current: () => Change;
  readonly act: () => Act;
  /** Writes, whoever else wrote in between. @throws TryLater when the lease ran out and somebody else took over. */
  readonly write: (edit: (change: Change, act: Act) => ActEdit) => Promise<Change>;
};

/** The tables and the clock that a lease needs. */
export type LeaseDependencies = {
  readonly changes: Pick<ChangeTable, "get" | "save">;
  readonly now: () => Date;
};

/**
 * Takes the lease; `finished` is the change whose act has come to its end.
 * @throws TryLater while somebody else is at it.
 */
export async function holdAct(
  change: Change,
  { changes, now }: LeaseDependencies,
): Promise<{ readonly held: HeldChange } | { readonly finished: Change }> {
  let current = change;
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const act = current.act ?? { tried: [], results: [] };
    if (act.finishedAt !== undefined) return { finished: current };
    const held = act.leaseUntil === undefined ? 0 : Date.parse(act.leaseUntil) - now().getTime();
    if (held > 0)
      throw new TryLater("somebody else is taking it back", { retryAfterSeconds: Math.ceil(held / 1000) });
    const leaseUntil = new Date(now().getTime() + leaseMs).toISOString();
    const saved = await changes.save({ ...current, act: { ...act, leaseUntil } }, current, now());
    if (saved) return { held: heldChange(saved, leaseUntil, { changes, now }) };
    current = (await changes.get(change.changeId)) ?? current;
  }
  throw new TryLater("too many write this change at once");
}

/** The act without its lease: the next worker need not wait. */
export function withoutLease({ leaseUntil: _, ...act }: Act): Act {
  return act;
}

function heldChange(first: Change, leaseUntil: string, { changes, now }: LeaseDependencies): HeldChange {
  let current = first;
  const act = () => current.act ?? { leaseUntil, tried: [], results: [] };
  return {
    current: () => current,
    act,
    write: async (edit) => {
      for (let attempt = 0; attempt < mostTries; attempt += 1) {
        const saved = await changes.save({ ...current, ...edit(current, act()) }, current, now());
        if (saved) {
          current = saved;
          return saved;
        }
        const fresh = await changes.get(first.changeId);
        if (fresh?.act?.leaseUntil !== leaseUntil) break;
        current = fresh;
      }
      throw new TryLater("somebody else has taken over");
    },
  };
}
