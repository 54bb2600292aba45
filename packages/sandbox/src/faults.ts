// What goes wrong on request: which calls are throttled, refused, slowed, cut off, doubled or let through out of order.

/**
 * `throttle` and `error` answer in the service's own words (status 429 or 503 unless `status` says otherwise, with `retryAfterSeconds`),
 * `latency` waits `milliseconds` first, `deny` refuses as an SCP would, `reset` cuts the connection; a queue gets a message twice (`duplicate`) or
 * `milliseconds` late, so that newer ones overtake it (`reorder`).
 */
export type FaultKind = "throttle" | "error" | "deny" | "latency" | "reset" | "duplicate" | "reorder";

/**
 * `service` and `operation` may be `*`; with an account or a region only calls to AWS that are made there are meant. `share` is the part of the
 * matching calls, 0 to 1; after `times` hits the fault is spent.
 */
export type Fault = {
  readonly service: string;
  readonly operation: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly kind: FaultKind;
  readonly share: number;
  readonly times?: number;
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  readonly milliseconds?: number;
};

/** Where a call to AWS is made. */
export type FaultPlace = { readonly accountId: string; readonly region: string };

export type ActiveFault = Fault & { readonly id: string; readonly hits: number };

export type Faults = {
  /** Answers the fault's id. Throws a RangeError for a share outside 0 to 1, or a kind that the service cannot have. */
  readonly add: (fault: Fault) => string;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
  readonly list: () => readonly ActiveFault[];
  /** The first fault, in the order they were added, that hits this call. With `kinds`, other kinds are not asked. */
  readonly draw: (
    service: string,
    operation: string,
    kinds?: readonly FaultKind[],
    place?: FaultPlace,
  ) => Fault | undefined;
};

/** Keeps faults in memory. `random` answers 0 to below 1 and is asked once for each matching fault. */
export function newFaults(random: () => number = Math.random): Faults {
  const active = new Map<string, { readonly fault: Fault; hits: number }>();
  let added = 0;
  return {
    add: (fault) => {
      if (!(fault.share >= 0 && fault.share <= 1)) {
        throw new RangeError(`A fault's share must lie between 0 and 1, not ${fault.share}`);
      }
      if (["duplicate", "reorder"].includes(fault.kind) && !["sqs", "sns", "*"].includes(fault.service)) {
        throw new RangeError(
          `Only messages of sqs and sns can be hit by "${fault.kind}", not ${fault.service}`,
        );
      }
      added += 1;
      const id = `fault-${added}`;
      active.set(id, { fault, hits: 0 });
      return id;
    },
    remove: (id) => void active.delete(id),
    clear: () => active.clear(),
    list: () => [...active].map(([id, { fault, hits }]) => ({ ...fault, id, hits })),
    draw: (service, operation, kinds, place) => {
      for (const entry of active.values()) {
        const { fault } = entry;
        const asked =
          matches(fault.service, service) && matches(fault.operation, operation) && isIn(fault, place);
        if (!asked || (kinds && !kinds.includes(fault.kind))) continue;
        if (entry.hits >= (fault.times ?? Number.POSITIVE_INFINITY) || random() >= fault.share) continue;
        entry.hits += 1;
        return fault;
      }
      return undefined;
    },
  };
}

function matches(wanted: string, actual: string): boolean {
  return wanted === "*" || wanted.toLowerCase() === actual.toLowerCase();
}

function isIn({ accountId, region }: Fault, place: FaultPlace | undefined): boolean {
  const isThere = accountId === undefined || accountId === place?.accountId;
  return isThere && (region === undefined || region === place?.region);
}
