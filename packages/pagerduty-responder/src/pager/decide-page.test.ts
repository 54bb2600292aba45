import type { Delivery } from "@orgwatch/core/delivery-log";
import { decidePage, type Step, type Subject } from "./decide-page";

const now = new Date("2030-01-07T09:00:00Z");
const [t1, t2, t3] = ["2030-01-07T08:00:00.000Z", "2030-01-07T08:15:00.000Z", "2030-01-07T08:30:00.000Z"];

const logged = (
  state: Delivery["state"],
  band: Delivery["band"],
  version: string,
  more: Partial<Delivery> = {},
) =>
  ({
    state,
    band,
    version,
    attemptedAt: "2030-01-07T08:59:00.000Z",
    team: "payments",
    ...more,
  }) satisfies Delivery;
const trigger = (version: string | undefined): Subject => ({ action: "trigger", version, team: "security" });
const resolve = (version: string | undefined): Subject => ({ action: "resolve", version, team: "security" });
const archived = (version: string): Subject => ({ action: "resolve", version, team: undefined });

const toSecurity: Step = { do: "send", team: "security" };
const toPayments: Step = { do: "send", team: "payments" };
const alreadySent: Step = { do: "nothing", because: "already sent" };
const overtaken: Step = { do: "nothing", because: "something newer went before" };
const nobodyPaged: Step = { do: "note", because: "nobody was paged for it" };
const alreadyResolved: Step = { do: "note", because: "already resolved" };

const cases: readonly [string, Subject, Delivery | undefined, Step][] = [
  ["a first trigger is sent", trigger(t1), undefined, toSecurity],
  ["a first trigger without a version is sent", trigger(undefined), undefined, toSecurity],
  ["an alarm's OK that nobody was paged for is sent, and harmless", resolve(t1), undefined, toSecurity],
  ["an archived finding that nobody was paged for is noted", archived(t1), undefined, nobodyPaged],

  ["the same trigger again is nothing", trigger(t1), logged("sent", "high", t1), alreadySent],
  ["the only version again is nothing", trigger(undefined), logged("sent", "high", ""), alreadySent],
  ["an older trigger is nothing", trigger(t1), logged("sent", "high", t2), overtaken],
  ["a newer trigger goes where the incident is", trigger(t2), logged("sent", "high", t1), toPayments],
  ["times are compared as times", trigger("2030-01-07T08:00:00Z"), logged("sent", "high", t1), alreadySent],

  ["an end goes where the incident is", resolve(t2), logged("sent", "high", t1), toPayments],
  [
    "an archived finding's end goes where the incident is",
    archived(t2),
    logged("sent", "high", t1),
    toPayments,
  ],
  ["an end at the time of its trigger counts as later", archived(t1), logged("sent", "high", t1), toPayments],
  ["an end that is older than the trigger is nothing", archived(t1), logged("sent", "high", t2), overtaken],
  ["a trigger that is older than the end is nothing", trigger(t1), logged("sent", "ok", t2), overtaken],
  ["a trigger at the time of its end is nothing", trigger(t1), logged("sent", "ok", t1), overtaken],
  [
    "a trigger that is newer than the end pages the team of now",
    trigger(t3),
    logged("sent", "ok", t2),
    toSecurity,
  ],
  ["a second end is noted", archived(t3), logged("sent", "ok", t2), alreadyResolved],
  ["the same end again is nothing", archived(t2), logged("sent", "ok", t2), alreadySent],

  [
    "someone who holds the lease is waited for",
    archived(t2),
    logged("sending", "high", t1, { leaseUntil: "2030-01-07T09:00:30.500Z" }),
    { do: "wait", seconds: 31 },
  ],
  [
    "who holds it longer than the lease is dead",
    trigger(t1),
    logged("sending", "high", t1, { leaseUntil: "2030-01-07T08:59:59.000Z" }),
    toPayments,
  ],
  [
    "an interrupted trigger may have arrived: its end is sent",
    archived(t2),
    logged("sending", "high", t1),
    toPayments,
  ],

  ["what may have arrived is sent again", trigger(t1), logged("unclear", "high", t1), toPayments],
  [
    "an older trigger stays unsent while the end may have arrived",
    trigger(t1),
    logged("unclear", "ok", t2),
    overtaken,
  ],
  ["an end that may have arrived is sent again", archived(t2), logged("unclear", "ok", t2), toPayments],
  [
    "a newer trigger stays with the team while the end is not sure",
    trigger(t3),
    logged("unclear", "ok", t2),
    toPayments,
  ],

  [
    "what was refused may be tried again, by the team of now",
    trigger(t1),
    logged("open", "high", t1),
    toSecurity,
  ],
  [
    "what was refused does not stand in the way of an older one",
    trigger(t1),
    logged("open", "high", t2),
    toSecurity,
  ],
  ["the end of what was refused is sent, and harmless", archived(t2), logged("open", "high", t1), toPayments],
];

it.each(cases)("%s", (_name, subject, before, step) => {
  expect(decidePage(subject, before, now)).toEqual(step);
});
