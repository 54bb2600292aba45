// What every call to AWS goes through: its turn by the service's rate, and more tries as the kind of error deserves it.
import { judgeError, type Verdict } from "./judge-error";
import { type Clock, mustBeInTime, OutOfTime } from "./out-of-time";
import { rateOf } from "./rates";
import type { CallPlace, Through } from "./reader";
import { type ServiceHealth, serviceHealth } from "./service-health";
import { type TokenBucket, tokenBucket } from "./token-bucket";

export type ThroughDependencies = Clock & {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 to below 1. */
  readonly random: () => number;
  /** The account's credentials are too old: the next call gets new ones. */
  readonly renew: (account: string) => void;
};

/** Of a service that is down. */
const triesWhileDown = 1;

/** How often each kind of error is tried again, and the most that is waited before (milliseconds), which doubles from try to try. */
const patience: Record<Exclude<Verdict, "final">, { tries: number; firstMs: number; mostMs: number }> = {
  throttled: { tries: 12, firstMs: 500, mostMs: 20_000 },
  /** Most often the service is not offered in the region, and stays unknown. */
  "unknown-host": { tries: 2, firstMs: 200, mostMs: 1000 },
  passing: { tries: 6, firstMs: 200, mostMs: 10_000 },
  expired: { tries: 2, firstMs: 100, mostMs: 1000 },
};

/**
 * All calls of a run of the lambda. Rates are kept for each account, region and service; the kinds of a service that have a lower rate share it,
 * because most of AWS's low limits are for a service's operations together (Route 53, SES, WAF).
 */
export function throughWith(dependencies: ThroughDependencies): Through {
  const buckets = new Map<string, TokenBucket>();
  const bucketFor = (place: CallPlace) => {
    const key = keyOf(place);
    const bucket = buckets.get(key) ?? tokenBucket(rateOf(place.service, place.perSecond));
    buckets.set(key, bucket);
    return bucket;
  };
  const healths = new Map<string, ServiceHealth>();
  const healthOf = ({ account, region, service }: CallPlace) => {
    const key = `${account}/${region}/${service}`;
    const health = healths.get(key) ?? serviceHealth();
    healths.set(key, health);
    return health;
  };
  return (place, call) =>
    tryWhileWorthIt(place.account, call, dependencies, bucketFor(place), healthOf(place));
}

/**
 * Makes the call, again after a while where its error may pass. `bucket` hands out the turns and `health` remembers how the service does, where there are such.
 * @throws the last error; OutOfTime, with that error as its cause, where the next try would come too late.
 */
export async function tryWhileWorthIt<Answer>(
  account: string,
  call: () => Promise<Answer>,
  dependencies: ThroughDependencies,
  bucket?: TokenBucket,
  health?: ServiceHealth,
): Promise<Answer> {
  const { now, random, renew } = dependencies;
  const tried = { throttled: 0, passing: 0, "unknown-host": 0, expired: 0 };
  for (;;) {
    await waitFor(bucket?.take(now()) ?? 0, dependencies);
    try {
      const answer = await call();
      bucket?.succeeded();
      health?.answered();
      return answer;
    } catch (error) {
      const verdict = error instanceof OutOfTime ? "final" : judgeError(error);
      if (verdict === "final") throw error;
      if (verdict === "throttled") bucket?.slowDown(now());
      if (verdict === "expired") renew(account);
      const { tries, firstMs, mostMs } = patience[verdict];
      const most = verdict === "passing" && health?.isDown() === true ? triesWhileDown : tries;
      if (tried[verdict] >= most) {
        if (verdict === "passing") health?.failed();
        throw error;
      }
      // Full jitter: many runners that were throttled together do not come back together.
      await waitFor(random() * Math.min(mostMs, firstMs * 2 ** tried[verdict]), dependencies, error);
      tried[verdict] += 1;
    }
  }
}

async function waitFor(ms: number, dependencies: ThroughDependencies, cause?: unknown): Promise<void> {
  try {
    mustBeInTime(dependencies, ms);
  } catch (error) {
    if (cause === undefined || !(error instanceof OutOfTime)) throw error;
    throw new OutOfTime(error.message, { cause });
  }
  if (ms > 0) await dependencies.sleep(ms);
}

function keyOf({ account, region, service, perSecond }: CallPlace): string {
  return `${account}/${region}/${service}/${perSecond ?? "usual"}`;
}
