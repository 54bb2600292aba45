// The delivery log, the responses and the pace in memory, for tests without DynamoDB. `delivery-log.scenario.test.ts` holds both to one contract.
import type { Deliveries, SavedDelivery } from "../delivery-log";
import { type Pace, paceMs } from "../pace";
import { type Response, type Responses, withResponse } from "../responses";

/** A delivery log with the table's compare-and-set. */
export function memoryDeliveries(): Deliveries {
  const items = new Map<string, SavedDelivery>();
  return {
    read: async (key) => items.get(key),
    save: async (key, delivery, before) => {
      if (items.get(key)?.revision !== before?.revision) return false;
      const saved = { delivery, revision: (before?.revision ?? 0) + 1 };
      items.set(key, saved);
      return saved;
    },
  };
}

/** The responses to each key. */
export function memoryResponses(): Responses {
  const kept = new Map<string, readonly Response[]>();
  return {
    read: async (key) => kept.get(key) ?? [],
    add: async (key, response) => {
      const before = kept.get(key) ?? [];
      if (!before.some(({ id }) => id === response.id)) kept.set(key, withResponse(before, response));
      return kept.get(key) ?? [];
    },
  };
}

/** A pace that hands out one moment a second for each channel. */
export function memoryPace(): Pace {
  const nextAt = new Map<string, number>();
  return {
    reserve: async (channel, now, horizonMs) => {
      const free = Math.max(nextAt.get(channel) ?? 0, now.getTime());
      if (free > now.getTime() + horizonMs) return undefined;
      nextAt.set(channel, free + paceMs);
      return new Date(free);
    },
    holdUntil: async (channel, until) => {
      nextAt.set(channel, Math.max(nextAt.get(channel) ?? 0, until.getTime()));
    },
  };
}
