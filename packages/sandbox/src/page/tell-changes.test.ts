import { sampleIncident, sampleMail, sampleParts } from "./sample-parts";
import { showIncident } from "./show-parts";
import { tellChanges } from "./tell-changes";

const open: (() => void)[] = [];
afterEach(() => {
  for (const stop of open.splice(0)) stop();
  jest.useRealTimers();
});

/** What pages hear, on a clock that the test moves. */
function listening() {
  jest.useFakeTimers({ now: new Date("2026-01-07T09:05:00Z") });
  const sample = sampleParts();
  const heard: [string, unknown][] = [];
  const stop = tellChanges(sample.parts, { tell: (event, data) => heard.push([event, data]) });
  open.push(stop);
  const wait = () => {
    jest.advanceTimersByTime(100);
    return heard.splice(0);
  };
  return { ...sample, wait, stop };
}

const clock = ["clock", "2026-01-07T09:05:00.050Z"];

it("tells of many new incidents at once, and then of those alone that changed", () => {
  const { incident, wait } = listening();
  incident(sampleIncident(1));
  incident(sampleIncident(2));
  expect(wait()).toEqual([
    clock,
    ["incidents", [showIncident(sampleIncident(1)), showIncident(sampleIncident(2))]],
  ]);
  const acknowledged = sampleIncident(2, { status: "acknowledged" });
  incident(acknowledged);
  expect(wait()).toEqual([
    ["clock", "2026-01-07T09:05:00.150Z"],
    ["incidents", [showIncident(acknowledged)]],
  ]);
});

it("tells all answers and all alarms when one is new", () => {
  const { answer, alarm, wait } = listening();
  const at = new Date("2026-01-07T09:04:00Z");
  const place = { channel: "C0SECURITY", ts: "1.000100", userId: "U0ALICE" };
  answer({ ...place, text: "No", at });
  answer({ ...place, text: "Still no", at });
  const dead = { name: "dead-letters", region: "us-west-2", state: "ALARM", description: "Look" } as const;
  alarm({ ...dead, since: at });
  const iso = at.toISOString();
  expect(wait()).toEqual([
    clock,
    [
      "answers",
      [
        { ...place, text: "No", at: iso },
        { ...place, text: "Still no", at: iso },
      ],
    ],
    clock,
    ["alarms", [{ ...dead, since: iso }]],
  ]);
});

it("tells all mails when one is new, without their HTML", () => {
  const { mail, wait } = listening();
  mail(sampleMail());
  const { accountId: _, region: __, html: ___, ...shown } = sampleMail();
  expect(wait()).toEqual([clock, ["mails", [{ ...shown, at: "2026-01-07T09:00:00.000Z", hasHtml: true }]]]);
});

it("is silent after its end", () => {
  const { incident, stop, wait } = listening();
  incident(sampleIncident(1));
  stop();
  incident(sampleIncident(2));
  expect(wait()).toEqual([]);
});
