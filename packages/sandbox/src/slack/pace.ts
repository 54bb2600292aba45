// Slack's rate limits as token buckets: a message a second for each channel, and so many calls a minute for each method.

type Bucket = { tokens: number; at: number };

/** `burst` calls at once, then `perSecond`. */
export type Limit = { readonly burst: number; readonly perSecond: number };

/** chat.postMessage and webhooks: one a second for each channel; Slack tolerates a short burst (1 + 2 here). */
export const channelLimit: Limit = { burst: 3, perSecond: 1 };
/** Tier 2 is "20+ per minute", Tier 3 "50+ per minute", Tier 4 "100+ per minute", for each method and workspace. */
export const tierLimits: Readonly<Record<2 | 3 | 4, Limit>> = {
  2: { burst: 20, perSecond: 20 / 60 },
  3: { burst: 50, perSecond: 50 / 60 },
  4: { burst: 100, perSecond: 100 / 60 },
};

export type Pace = {
  /** Takes one call of the named bucket. The answer is 0, or the whole seconds to wait (`Retry-After`). */
  readonly take: (name: string, limit: Limit, now: Date) => number;
};

/** Buckets that start full. */
export function newPace(): Pace {
  const buckets = new Map<string, Bucket>();
  return {
    take: (name, limit, now) => {
      const at = now.getTime() / 1000;
      const before = buckets.get(name) ?? { tokens: limit.burst, at };
      // A clock that stands still or goes back (two callers with their own `now`) never takes tokens away.
      const passed = Math.max(0, at - before.at);
      const tokens = Math.min(limit.burst, before.tokens + passed * limit.perSecond);
      const allowed = tokens >= 1 - 1e-9;
      buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, at: Math.max(at, before.at) });
      return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / limit.perSecond));
    },
  };
}
