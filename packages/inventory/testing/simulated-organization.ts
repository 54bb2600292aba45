// An organization as the runner sees it: STS, the accounts with what is in them, AWS's throttling, and weather.
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import type { Kind } from "../kinds/kind";
import type { Call, Through } from "../src/read/reader";
import { type MemberAccounts, memberAccounts } from "../src/run/member-accounts";
import type { AwsLimits } from "./aws-limits";
import type { SimulatedProcess, Time } from "./simulated-process";
import { type HowMany, simulatedPages } from "./simulated-resources";

/** Shares of all calls, 0 to 1; and for how long AWS takes a session's credentials, although they are said to be good for an hour. */
export type Weather = {
  readonly throttled: number;
  /** Half of it are answers of 5xx, half lost connections. */
  readonly broken: number;
  readonly random: () => number;
  readonly sessionMs: number;
};

export const goodWeather: Weather = {
  throttled: 0,
  broken: 0,
  random: () => 0.5,
  sessionMs: 3_600_000,
};

export type Organization = {
  readonly kinds: readonly Kind[];
  readonly regions: readonly string[];
  readonly howMany: HowMany;
  readonly limits: AwsLimits;
  readonly weather: Weather;
  readonly time: Time;
  /** The name of the error that AWS answers a call with, come what may. */
  readonly refusal?: (account: string, call: Call) => string | undefined;
  /** Hears how AWS answers each attempt of a call: `ok`, or the error's name. Undefined is the call for a session. */
  readonly onAnswer?: (account: string, call: Call | undefined, answer: string) => void;
};

/** A 12-digit id by number. */
export function accountIdOf(number: number): string {
  return String(100_000_000_000 + number);
}

/** What an account is told that does not manage the organization, and has no support plan. */
function usualRefusal({ service, operation }: Call): string | undefined {
  if (service === "support") return "SubscriptionRequiredException";
  return service === "organizations" && operation !== "DescribeOrganization"
    ? "AccessDeniedException"
    : undefined;
}

/** The accounts for one process, whose sessions and calls go through STS and AWS's limits in this weather. */
export function accountsOf(organization: Organization, process: SimulatedProcess): MemberAccounts {
  const { limits, time, weather, refusal = () => undefined, onAnswer = () => {} } = organization;
  const pages = simulatedPages(organization.kinds, organization.howMany);
  /** By account: until when AWS takes its present credentials. */
  const sessions = new Map<string, number>();
  const attempt = <Result>(account: string, call: Call | undefined, work: () => Result): Promise<Result> =>
    process.call(call === undefined ? "AssumeRole" : `${call.service} ${call.operation}`, () => {
      try {
        const isTaken = call ? limits.takes(account, call, time.now()) : limits.takesSession(time.now());
        blow(weather, isTaken);
        const result = work();
        onAnswer(account, call, "ok");
        return result;
      } catch (error) {
        onAnswer(account, call, error instanceof Error ? error.name : "?");
        throw error;
      }
    });
  const session = async (roleArn: string) => {
    const account = roleArn.split(":")[4] ?? "";
    try {
      return await attempt(account, undefined, () => {
        sessions.set(account, time.now().getTime() + weather.sessionMs);
        const expiration = new Date(time.now().getTime() + 3_600_000);
        return { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token", expiration };
      });
    } catch (cause) {
      throw new RoleRefused(roleArn, "unavailable", { cause });
    }
  };
  const accounts = memberAccounts({
    ...{ assumeRole: ({ roleArn }) => session(roleArn), sessionName: () => "simulated" },
    ...{ partition: "aws", now: time.now },
  });
  const answersTo = (account: string, call: Call): Iterable<() => Readonly<Record<string, unknown>>> => {
    if (call.operation === "DescribeRegions") return [() => regionsAnswer(organization.regions)];
    const refused = refusal(account, call) ?? usualRefusal(call);
    return refused === undefined ? pages(account, call) : [() => refuse(refused)];
  };
  const reader = (account: string, through: Through) =>
    async function* (call: Call) {
      for (const page of answersTo(account, call))
        yield await through({ account, ...call }, async () => {
          await accounts.assume(account);
          const until = sessions.get(account) ?? 0;
          return attempt(account, call, () => {
            if (time.now().getTime() > until) refuse("ExpiredTokenException");
            return page();
          });
        });
    };
  return { ...accounts, open: (account, through) => ({ close: () => {}, pages: reader(account, through) }) };
}

function regionsAnswer(regions: readonly string[]) {
  return { Regions: regions.map((RegionName) => ({ RegionName, OptInStatus: "opt-in-not-required" })) };
}

function blow({ throttled, broken, random }: Weather, isTaken: boolean) {
  const fate = random();
  if (!isTaken || fate < throttled) refuse("ThrottlingException");
  if (fate < throttled + broken / 2) refuse("InternalFailure", { $metadata: { httpStatusCode: 500 } });
  if (fate < throttled + broken) refuse("Error", { code: "ECONNRESET" });
}

function refuse(name: string, more: object = {}): never {
  throw Object.assign(new Error("AWS says no"), { name, ...more });
}
