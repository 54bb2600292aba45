import { samplePage } from "./sample-page";
import { sampleIncident } from "./sample-parts";

const open: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ stop }) => stop()));
});

async function page({ bare = false } = {}) {
  const sample = await samplePage({}, bare);
  open.push(sample);
  const post = async (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${sample.url}/_orgwatch/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return { ...sample, send: post };
}

const alice = { person: "U0ALICE" };
const first = sampleIncident(1).id;
const press = {
  channel: "C0SECURITY",
  ts: "1763690000.000100",
  actionId: "finding.archive",
  userId: "U0ALICE",
};

describe("an incident", () => {
  it("is acknowledged, then resolved, by name", async () => {
    const { send, incident, acts, url } = await page();
    incident(sampleIncident(1));
    const done = { status: 200, body: { result: null } };
    expect(await send(`incidents/${first}/acknowledge`, alice)).toEqual(done);
    expect(await send(`incidents/${first}/resolve`, { person: "U0MALLORY" })).toEqual(done);
    expect(acts).toEqual([
      { incidentId: first, action: "acknowledge", person: "Alice Ahmed" },
      { incidentId: first, action: "resolve", person: "Mallory Moss" },
    ]);
    const { incidents } = await (await fetch(`${url}/_orgwatch/state`)).json();
    const opened = "2026-01-07T09:00:00.000Z";
    const at = expect.stringMatching(/Z$/);
    expect(incidents).toEqual([
      {
        ...JSON.parse(JSON.stringify(sampleIncident(1))),
        status: "resolved",
        updatedAt: at,
        log: [
          { at: opened, what: "triggered", by: "Events API" },
          { at, what: "acknowledged", by: "Alice Ahmed" },
          { at, what: "resolved", by: "Mallory Moss" },
        ],
      },
    ]);
  });

  it.each([
    ["an unknown incident", "incidents/Q9/resolve", alice, 404, "There is no incident Q9"],
    [
      "an unknown action",
      `incidents/${first}/snooze`,
      alice,
      404,
      "An incident can be acknowledged and resolved, nothing else",
    ],
    ["a longer path", `incidents/${first}/resolve/now`, alice, 404, expect.stringContaining("nothing else")],
    ["nobody", `incidents/${first}/resolve`, {}, 400, 'Say who acts: {"person":"<id>"}'],
    ["no JSON", `incidents/${first}/resolve`, "{", 400, 'Say who acts: {"person":"<id>"}'],
    ["a stranger", `incidents/${first}/resolve`, { person: "U0EVE" }, 400, "Nobody here has the id U0EVE"],
    [
      "what is resolved already",
      "incidents/Q0000000000002/acknowledge",
      alice,
      400,
      "Incident #2 is resolved already",
    ],
  ])("refuses %s", async (_name, path, body, status, error) => {
    const { send, incident, acts } = await page();
    incident(sampleIncident(1));
    incident(sampleIncident(2, { status: "resolved" }));
    expect(await send(path, body)).toEqual({ status, body: { error } });
    expect(acts).toEqual([]);
  });
});

describe("a press", () => {
  it("arrives, and tells how Orgwatch answered", async () => {
    const { send, presses, door } = await page();
    door.status = 401;
    expect(await send("press", { ...press, more: 1 })).toEqual({
      status: 200,
      body: { result: { status: 401 } },
    });
    expect(presses).toEqual([press]);
  });

  it.each([
    [
      "without a button",
      { ...press, actionId: undefined },
      "Say which button, and who presses: channel, ts, actionId and userId",
    ],
    ["by a stranger", { ...press, userId: "U0EVE" }, "Nobody here has the id U0EVE"],
    ["of a button that is gone", { ...press, actionId: "gone" }, "There is no button gone in this message"],
  ])("is refused %s", async (_name, body, error) => {
    const { send } = await page();
    expect(await send("press", body)).toEqual({ status: 400, body: { error } });
  });
});

it("does nothing for another origin", async () => {
  const { send, incident, acts, presses } = await page();
  incident(sampleIncident(1));
  const evil = { origin: "https://evil.example" };
  const error = "A page of https://evil.example may not act here: only this page itself may";
  expect([
    await send(`incidents/${first}/resolve`, alice, evil),
    await send("press", press, evil),
    acts,
    presses,
  ]).toEqual([{ status: 403, body: { error } }, { status: 403, body: { error } }, [], []]);
});

it("has nobody to reach in a sandbox without these parts", async () => {
  const { send, url } = await page({ bare: true });
  const { people, canPress, incidents, answers, alarms, mails } = await (
    await fetch(`${url}/_orgwatch/state`)
  ).json();
  expect([
    await send(`incidents/${first}/resolve`, alice),
    await send("press", press),
    { people, canPress, incidents, answers, alarms, mails },
  ]).toEqual([
    { status: 404, body: { error: `There is no incident ${first}` } },
    { status: 404, body: { error: "Slack's buttons reach nobody in this sandbox" } },
    { people: [], canPress: false, incidents: [], answers: [], alarms: [], mails: [] },
  ]);
});
