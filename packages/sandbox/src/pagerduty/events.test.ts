import type { Incident } from "./incident";
import { newPagerDuty } from "./pagerduty-stand-in";
import { followUp, keys, later, read, sampleAccount, start, trigger } from "./sample-account";

const accepted = (dedup_key = "guardduty/us-west-2/f-1") => ({
  status: 202,
  body: { status: "success", message: "Event processed", dedup_key },
});
const opened: Incident = {
  id: "Q0000000000001",
  number: 1,
  key: "guardduty/us-west-2/f-1",
  title: "HIGH 8.0 in payments",
  status: "triggered",
  severity: "error",
  urgency: "high",
  service: { id: "PSECURITY", name: "Security" },
  createdAt: start,
  updatedAt: start,
  source: "acme-payments-prod",
  details: { account: "111111111111" },
  links: [{ href: "https://example.com/f-1", text: "GuardDuty" }],
  log: [{ at: start, what: "triggered", by: "Orgwatch" }],
};

describe("what events do", () => {
  it("opens an incident, and a repeated trigger only adds to its log", () => {
    const { pagerDuty, enqueue } = sampleAccount();
    expect(read(enqueue(trigger()))).toEqual(accepted());
    expect(pagerDuty.incidents()).toEqual([opened]);
    expect(read(enqueue(trigger({}, { summary: "again" }), 5))).toEqual(accepted());
    expect(pagerDuty.incidents()).toEqual([
      {
        ...opened,
        updatedAt: later(5),
        log: [...opened.log, { at: later(5), what: "triggered again", by: "Orgwatch" }],
      },
    ]);
  });

  it("acknowledges and resolves by key, and opens a new incident after that", () => {
    const { pagerDuty, enqueue } = sampleAccount();
    enqueue(trigger());
    enqueue(followUp("acknowledge"), 10);
    enqueue(followUp("resolve"), 20);
    enqueue(trigger(), 30);
    const [first, second] = pagerDuty.incidents();
    expect(first).toEqual({
      ...opened,
      status: "resolved",
      updatedAt: later(20),
      log: [
        ...opened.log,
        { at: later(10), what: "acknowledged", by: "Orgwatch" },
        { at: later(20), what: "resolved", by: "Orgwatch" },
      ],
    });
    expect(second).toEqual({
      ...opened,
      id: "Q0000000000002",
      number: 2,
      createdAt: later(30),
      updatedAt: later(30),
      log: [{ at: later(30), what: "triggered", by: "Orgwatch" }],
    });
  });

  it("accepts a follow-up of a key that is not open, and does nothing", () => {
    const { pagerDuty, journal, enqueue } = sampleAccount();
    expect([read(enqueue(followUp("resolve"))), read(enqueue(followUp("acknowledge")))]).toEqual([
      accepted(),
      accepted(),
    ]);
    expect({ incidents: pagerDuty.incidents(), journal: journal.entries() }).toEqual({
      incidents: [],
      journal: [],
    });
  });

  it("keeps the same key on two services apart", () => {
    const { pagerDuty, enqueue } = sampleAccount();
    enqueue(trigger());
    enqueue(trigger({ routing_key: keys.payments }));
    enqueue(followUp("resolve"));
    expect(pagerDuty.incidents().map(({ service, status }) => ({ ...service, status }))).toEqual([
      { id: "PSECURITY", name: "Security", status: "resolved" },
      { id: "PPAYMENTS", name: "Payments", status: "triggered" },
    ]);
  });

  it("gives a trigger without a key one of its own", () => {
    const { enqueue } = sampleAccount();
    const first = "00000000000000000000000000000001";
    expect(read(enqueue(trigger({ dedup_key: undefined })))).toEqual(accepted(first));
    expect(read(enqueue(trigger({ dedup_key: undefined })))).toEqual(accepted(`${first.slice(0, -1)}2`));
  });

  it("wants routing keys as long as PagerDuty's", () => {
    const service = { team: "a", name: "A", routingKey: "short", serviceId: "PA" };
    const { journal, faults } = sampleAccount();
    const open = () => newPagerDuty({ services: [service], token: "t", journal, faults, now: () => start });
    expect(open).toThrow(new RangeError("The routing key of A must have 32 characters"));
  });

  it("tells the journal and its listeners, under the finding's id", () => {
    const { pagerDuty, journal, enqueue } = sampleAccount();
    const heard: string[] = [];
    const stop = pagerDuty.subscribe(({ status }) => heard.push(status));
    enqueue(trigger());
    enqueue(trigger());
    pagerDuty.act("Q0000000000001", "resolve", "Alice Ahmed");
    stop();
    enqueue(trigger());
    enqueue(trigger({ routing_key: "x" }));
    const entry = {
      at: start,
      stop: "PagerDuty",
      accountId: "",
      region: "us-west-2",
      subject: "f-1",
    };
    expect(heard).toEqual(["triggered", "triggered", "resolved"]);
    expect(journal.entries()).toEqual([
      { ...entry, what: "opened incident #1 of Security: HIGH 8.0 in payments" },
      { ...entry, what: "added to incident #1 of Security: HIGH 8.0 in payments" },
      { ...entry, what: "resolved incident #1 of Security (Alice Ahmed): HIGH 8.0 in payments" },
      { ...entry, what: "opened incident #2 of Security: HIGH 8.0 in payments" },
      {
        ...entry,
        what: "enqueue failed: Length of 'routing_key' is incorrect (should be 32 characters)",
      },
    ]);
  });
});

describe("events that PagerDuty refuses", () => {
  it.each([
    ["no JSON", "{", "Event object format is unrecognized"],
    ["no object", [], "Event object format is unrecognized"],
    ["no routing key", trigger({ routing_key: undefined }), "'routing_key' cannot be blank"],
    [
      "a short routing key",
      trigger({ routing_key: "abc" }),
      "Length of 'routing_key' is incorrect (should be 32 characters)",
    ],
    ["a routing key of nobody", trigger({ routing_key: "x".repeat(32) }), "Invalid routing key"],
    ["no action", trigger({ event_action: undefined }), "'event_action' is missing or blank"],
    [
      "another action",
      { ...followUp("resolve"), event_action: "close" },
      "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
    ],
    ["no summary", trigger({}, { summary: "" }), "'payload.summary' is missing or blank"],
    [
      "a long summary",
      trigger({}, { summary: "x".repeat(1025) }),
      "'payload.summary' is too long (maximum is 1024 characters)",
    ],
    ["no source", trigger({}, { source: " " }), "'payload.source' is missing or blank"],
    ["no severity", trigger({}, { severity: null }), "'payload.severity' is missing or blank"],
    [
      "another severity",
      trigger({}, { severity: "HIGH" }),
      "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
    ],
    [
      "a long key",
      trigger({ dedup_key: "k".repeat(256) }),
      "'dedup_key' is too long (maximum is 255 characters)",
    ],
    ["a resolve of nothing", followUp("resolve", { dedup_key: "" }), "'dedup_key' is missing or blank"],
    [
      "more than 512 KB",
      trigger({}, { custom_details: { text: "ü".repeat(262_144) } }),
      "Event is too large (maximum is 524288 bytes)",
    ],
  ])("%s", (_name, event, complaint) => {
    const { pagerDuty, enqueue } = sampleAccount();
    expect(read(enqueue(event))).toEqual({
      status: 400,
      body: { status: "invalid event", message: "Event object is invalid", errors: [complaint] },
    });
    expect(pagerDuty.incidents()).toEqual([]);
  });

  it("names all complaints together", () => {
    const { enqueue } = sampleAccount();
    expect(read(enqueue({ event_action: "trigger" }))).toMatchObject({
      body: {
        errors: [
          "'routing_key' cannot be blank",
          "'payload.summary' is missing or blank",
          "'payload.source' is missing or blank",
          "'payload.severity' is missing or blank",
        ],
      },
    });
  });

  it("takes what is just at the limits", () => {
    const { enqueue } = sampleAccount();
    const key = "k".repeat(255);
    expect(read(enqueue(trigger({ dedup_key: key }, { summary: "x".repeat(1024) })))).toEqual(accepted(key));
  });
});
