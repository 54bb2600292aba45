// CloudTrail's records of all accounts and regions, as they come into event data stores: minutes after they happened.
import type { Place } from "../gateway/moto-client";

/** A record, the account and region to which it belongs, and when its call was made. */
export type EventRecord = Place & {
  readonly happenedAt: Date;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type EventRecords = {
  readonly add: (detail: EventRecord["detail"], place: Place) => void;
  /** What has arrived by now, in the order it happened. */
  readonly arrived: () => readonly EventRecord[];
};

/** Keeps the newest `most` records in memory; each arrives `delayMilliseconds` after it happened. */
export function newEventRecords(now: () => Date, delayMilliseconds: number, most = 50_000): EventRecords {
  const records: EventRecord[] = [];
  return {
    add: (detail, { accountId, region }) => {
      records.push({ accountId, region, happenedAt: now(), detail });
      if (records.length > most) records.shift();
    },
    arrived: () => {
      const latest = now().getTime() - delayMilliseconds;
      return records.filter(({ happenedAt }) => happenedAt.getTime() <= latest);
    },
  };
}
