// An organization as the runner sees it: STS, the accounts with what is in them, AWS's throttling, and weather.
import type { Kind } from "../kinds/kind";
import type { Call, Through } from "../src/read/reader";
import { type MemberAccounts, memberAccounts } from "../src/run/member-accounts";
import type { AwsLimits } from "./aws-limits";
import type { SimulatedProcess, Time } from "./simulated-process";
import { type HowMany, simulatedPages } from "./simulated-resources";

/** Shares of all calls, 0 to 1; and after how many calls AWS no longer takes a session's credentials, which say that they are good for an hour. */
export type Weather = {
  readonly throttled: number;
  readonly broken: number;
  readonly random: () => number;
  readonly sessionCalls: number;
};
export const goodWeather: Weather = {
  throttled: 0,
  broken: 0,
  random: () => 0.5,
  sessionCalls: Number.POSITIVE_INFINITY,
};

export type Organization = {
  readonly kinds: readonly Kind[];
  readonly regions: readonly string[];
  readonly howMany: HowMany;
  readonly limits: AwsLimits;
  readonly weather: Weather;
  readonly time: Time;
  /** Hears of each call that the runner makes, before AWS does. */
  readonly onCall?: (account: string, call: Call) => void;
  /** Hears how AWS answers each attempt: `ok`, or the error's name. */
  readonly onAnswer?: (name: string) => void;
};

/** A 12-digit id by number. */
export function accountIdOf(number: number): string {
  return String(100_000_000_000 + number);
}

/** The accounts for one process of the runner. */
export function accountsFor(organization: Organization): (process: SimulatedProcess) => MemberAccounts {
  const { limits, time, weather, kinds, howMany, onAnswer = () => {} } = organization;
  const pages = simulatedPages(kinds, howMany);
  const used = new Map<string, number>();
  let sessions = 0;
  /** One attempt, in this weather. */
  const attempt = async <Result>(
    process: SimulatedProcess,
    name: string,
    takes: () => boolean,
    work: () => Result,
  ) =>
    process.call(name, () => {
      try {
        blow(weather, takes());
        const result = work();
        onAnswer("ok");
        return result;
      } catch (error) {
        onAnswer(error instanceof Error ? error.name : "?");
        throw error;
      }
    });
  return (process) => {
    const accounts = memberAccounts({
      assumeRole: ({ roleArn }) =>
        attempt(
          process,
          `sts AssumeRole ${roleArn}`,
          () => limits.takesSession(time.now()),
          () => {
            sessions += 1;
            const expiration = new Date(time.now().getTime() + 3_600_000);
            return { accessKeyId: `key-${sessions}`, secretAccessKey: "s", sessionToken: "t", expiration };
          },
        ),
      sessionName: () => "simulated",
      partition: "aws",
      now: time.now,
    });
    return {
      ...accounts,
      open: (account, through) => ({ close: () => {}, pages: reader(account, through) }),
    };

    function reader(account: string, through: Through) {
      return async function* (call: Call) {
        const place = { account, ...call };
        const name = `${call.service} ${call.operation}`;
        for (const page of pagesOf(account, call))
          yield await through(place, async () => {
            organization.onCall?.(account, call);
            const key = await accounts.assume(account);
            return attempt(
              process,
              name,
              () => limits.takes(account, call, time.now()),
              () => {
                useUp(key);
                return page();
              },
            );
          });
      };
    }
  };

  function pagesOf(account: string, call: Call) {
    if (call.operation === "DescribeRegions") return [() => regionsAnswer(organization.regions)];
    const refusal = refusals[call.service];
    if (refusal === undefined || call.operation === "DescribeOrganization") return pages(account, call);
    return [() => refuse(refusal)];
  }

  function useUp({ accessKeyId }: { readonly accessKeyId: string }) {
    const calls = (used.get(accessKeyId) ?? 0) + 1;
    used.set(accessKeyId, calls);
    if (calls > weather.sessionCalls) refuse("ExpiredTokenException");
  }
}

/** What accounts are told that do not manage the organization, and have no support plan. */
const refusals: Readonly<Partial<Record<string, string>>> = {
  organizations: "AccessDeniedException",
  support: "SubscriptionRequiredException",
};

function regionsAnswer(regions: readonly string[]) {
  return { Regions: regions.map((RegionName) => ({ RegionName, OptInStatus: "opt-in-not-required" })) };
}

/** Half of what breaks is a 5xx, half a connection. */
function blow({ throttled, broken, random }: Weather, isTaken: boolean) {
  const fate = random();
  if (!isTaken || fate < throttled) refuse("ThrottlingException");
  if (fate < throttled + broken / 2) refuse("InternalFailure", { $metadata: { httpStatusCode: 500 } });
  if (fate < throttled + broken) refuse("Error", { code: "ECONNRESET" });
}

function refuse(name: string, more: object = {}): never {
  throw Object.assign(new Error("AWS says no"), { name, ...more });
}
