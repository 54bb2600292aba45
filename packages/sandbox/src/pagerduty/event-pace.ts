// PagerDuty's rate limit for events: so many in the sixty seconds before now, for each routing key.

/** "Approximately 120 calls/minute per integration key" (developer.pagerduty.com, "Events API rate limits"). */
export const usualEventsPerMinute = 120;
const windowMilliseconds = 60_000;

export type EventPace = {
  /** Takes one event for the key; false when the limit is reached. What is refused does not count. */
  readonly take: (routingKey: string, now: Date) => boolean;
};

/** A window that slides with the clock. Infinity is no limit. */
export function newEventPace(perMinute: number): EventPace {
  const taken = new Map<string, number[]>();
  return {
    take: (routingKey, now) => {
      const at = now.getTime();
      const recent = (taken.get(routingKey) ?? []).filter((earlier) => earlier > at - windowMilliseconds);
      const allowed = recent.length < perMinute;
      taken.set(routingKey, allowed ? [...recent, at] : recent);
      return allowed;
    },
  };
}
