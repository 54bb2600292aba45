// The way of each call: its turn, and more tries as its error deserves them, on a clock that the test owns.
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import type { CallPlace } from "./reader";
import { throughWith } from "./through";
import { tokenBucket } from "./token-bucket";

const start = new Date("2030-01-07T09:00:00Z");
const ec2: CallPlace = {
  account: "111111111111",
  region: "eu-west-1",
  service: "ec2",
  operation: "DescribeInstances",
};
const named = (name: string, rest: object = {}) => Object.assign(new Error(`${name}!`), { name, ...rest });

function world({ seconds = 3600, random = (): number => 1 } = {}) {
  const time = virtualTime(start);
  const renewed: string[] = [];
  const until = new Date(start.getTime() + seconds * 1000);
  const renew = (account: string) => renewed.push(account);
  const through = throughWith({ now: time.now, sleep: time.sleep, random, until, renew });
  const passed = () => time.now().getTime() - start.getTime();
  return { through, renewed, passed, run: time.run };
}

/** A call that throws these errors one after another, and then answers how often it was made. */
function failing(...errors: Error[]) {
  let calls = 0;
  return async () => {
    const error = errors[calls];
    calls += 1;
    if (error) throw error;
    return calls;
  };
}

it("lets calls go in a burst, and then at the service's rate", async () => {
  const { through, passed, run } = world();
  const at: number[] = [];
  await run(Promise.all(Array.from({ length: 100 }, () => through(ec2, async () => at.push(passed())))));
  expect({
    atOnce: at.filter((ms) => ms === 0).length,
    firstSecond: at.filter((ms) => ms > 0 && ms <= 1000).length,
    last: passed(),
  }).toEqual({ atOnce: 40, firstSecond: 15, last: 4000 });
});

it("keeps a rate for each account, region and service, and a shared one for a service's slow kinds", async () => {
  const places: CallPlace[] = [
    { ...ec2, perSecond: 1 },
    { ...ec2, perSecond: 1, operation: "DescribeImages" },
    ec2,
    { ...ec2, perSecond: 1, region: "us-east-1" },
    { ...ec2, perSecond: 1, account: "222222222222" },
    { ...ec2, perSecond: 1, service: "rds" },
  ];
  const { through, passed, run } = world();
  expect(await run(Promise.all(places.map((place) => through(place, async () => passed()))))).toEqual([
    0, 1000, 0, 0, 0, 0,
  ]);
});

it.each<[string, Error, number, number]>([
  ["a throttle", named("ThrottlingException"), 13, 151_500],
  ["an outage", named("InternalError"), 7, 12_600],
  ["a host that nobody knows", named("Error", { code: "ENOTFOUND" }), 3, 600],
  ["a refusal", named("AccessDenied"), 1, 0],
  ["a wrong call", named("ValidationException"), 1, 0],
])("gives up after %s in the end", async (_, error, calls, ms) => {
  const { through, passed, run } = world();
  let made = 0;
  const call = async () => {
    made += 1;
    throw error;
  };
  await expect(run(through({ ...ec2, service: "s3" }, call))).rejects.toBe(error);
  expect([made, passed()]).toEqual([calls, ms]);
});

it("waits by chance before each try, so that those who were throttled together do not come back together", async () => {
  const waits = [];
  for (const seed of [1, 2, 3]) {
    const { through, passed, run } = world({ random: seeded(seed) });
    await run(through(ec2, failing(named("Throttling"), named("Throttling"))));
    waits.push(passed());
  }
  expect(new Set(waits).size).toBe(3);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1500);
});

it("slows a place down that is throttled, and lets it go faster again as calls succeed", () => {
  const bucket = tokenBucket({ perSecond: 10, burst: 10 });
  const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
  const full = bucket.take(start);
  bucket.slowDown(start);
  const slow = [bucket.take(start), bucket.take(start)];
  bucket.slowDown(start);
  const slower = bucket.take(start);
  for (let call = 0; call < 24; call += 1) bucket.succeeded();
  const usual = bucket.take(start);
  const refilled = Array.from({ length: 11 }, () => bucket.take(later(60)));
  expect({ full, slow, slower, usual, refilled }).toEqual({
    full: 0,
    slow: [200, 400],
    slower: 1200,
    usual: 400,
    refilled: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100],
  });
});

it("gets new credentials where they are too old, and says so when that does not help", async () => {
  const { through, renewed, run } = world();
  const old = named("ExpiredToken");
  const made = await run(through(ec2, failing(old)));
  const useless = run(through(ec2, failing(old, old, old, old)));
  await expect(useless).rejects.toBe(old);
  expect({ made, renewed }).toEqual({ made: 2, renewed: Array.from({ length: 4 }, () => ec2.account) });
});

it("begins nothing that would come too late", async () => {
  const { through, passed, run } = world({ seconds: 3 });
  const throttled = named("Throttling");
  const late = run(through(ec2, failing(...Array.from({ length: 9 }, () => throttled))));
  await expect(late).rejects.toMatchObject({ name: "OutOfTime", cause: throttled });
  const slow = { ...ec2, perSecond: 0.1 };
  const queued = run(Promise.allSettled([through(slow, async () => 1), through(slow, async () => 2)]));
  expect((await queued).map((one) => (one.status === "fulfilled" ? one.value : one.reason.name))).toEqual([
    1,
    "OutOfTime",
  ]);
  expect(passed()).toBeLessThanOrEqual(3000);
});

it("tries the kinds of a service less often once it is down, until it answers again", async () => {
  const { through, run } = world({ random: () => 0 });
  const lost = named("InternalError");
  const callsOf = async (place: CallPlace, call: () => Promise<unknown>) => {
    let calls = 0;
    await through(place, () => {
      calls += 1;
      return call();
    }).catch(() => {});
    return calls;
  };
  const fails = () => Promise.reject(lost);
  const works = () => Promise.resolve();
  const elsewhere = { ...ec2, region: "us-east-1" };
  const steps: readonly (readonly [CallPlace, () => Promise<void>])[] = [
    ...[fails, fails, fails, fails].map((call) => [ec2, call] as const),
    [elsewhere, fails],
    [ec2, works],
    [ec2, fails],
  ];
  const made: number[] = [];
  for (const [place, call] of steps) made.push(await run(callsOf(place, call)));
  expect(made).toEqual([7, 7, 7, 2, 7, 1, 7]);
});
