import { organization, samplePage } from "./sample-page";
import { people } from "./sample-parts";

const open: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ stop }) => stop()));
});

/** A page with one action that tells what it was given. */
async function pageWithEcho() {
  const inputs: unknown[] = [];
  const page = await samplePage({
    echo: {
      label: "Echo",
      run: async (input) => {
        inputs.push(input);
        return { message: "heard" };
      },
    },
    fail: { label: "Fail", run: () => Promise.reject(new Error("There is no such account")) },
  });
  open.push(page);
  const act = async (name: string, headers: Record<string, string>, body = '{"a":1}') => {
    const response = await fetch(`${page.url}/_orgwatch/actions/${name}`, { method: "POST", headers, body });
    return { status: response.status, body: await response.json() };
  };
  return { ...page, inputs, act };
}

const json = { "content-type": "application/json" };

it("serves the page with a policy that lets nothing in from elsewhere", async () => {
  const { url } = await pageWithEcho();
  const response = await fetch(url);
  expect(response.headers.get("content-security-policy")).toBe(
    "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'",
  );
  const html = await response.text();
  const assets = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path);
  const statuses = await Promise.all(assets.map(async (path) => (await fetch(`${url}${path}`)).status));
  expect({ some: assets.length > 5, statuses: new Set(statuses) }).toEqual({
    some: true,
    statuses: new Set([200]),
  });
  expect((await fetch(`${url}/etc/passwd`)).status).toBe(404);
});

it("tells its state", async () => {
  const { url, post, journal } = await pageWithEcho();
  post("hello");
  const state = await (await fetch(`${url}/_orgwatch/state`)).json();
  expect(state).toEqual({
    description: {
      endpoint: "http://127.0.0.1:4566",
      commands: [
        { title: "Create sample findings", command: expect.stringContaining("create-sample-findings") },
      ],
      faults: [],
    },
    organization,
    channels: [
      { id: "C0SECURITY", name: "security", archived: false, joined: true },
      { id: "C0PLATFORM", name: "platform-alerts", archived: false, joined: true },
    ],
    messages: [expect.objectContaining({ text: "hello", channel: "C0SECURITY" })],
    entries: [
      {
        at: journal.entries()[0]?.at.toISOString(),
        stop: "Slack",
        accountId: "",
        region: "",
        what: "posted in #security: hello",
      },
    ],
    actions: [
      { name: "echo", label: "Echo", fields: [] },
      { name: "fail", label: "Fail", fields: [] },
    ],
    people,
    canPress: true,
    incidents: [],
    answers: [],
    alarms: [],
    mails: [],
    now: expect.stringMatching(/^20.+Z$/),
  });
});

it("streams the state first, then each message and entry", async () => {
  const { url, post } = await pageWithEcho();
  const response = await fetch(`${url}/_orgwatch/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const events = async (count: number) => {
    while ((heard.match(/^event: /gm) ?? []).length < count) heard += (await reader?.read())?.value ?? "";
    return [...heard.matchAll(/^event: (.+)$/gm)].map(([, name]) => name);
  };
  expect(await events(1)).toEqual(["state"]);
  post("hello");
  expect(await events(3)).toEqual(["state", "entry", "message"]);
  await reader?.cancel();
});

describe("actions", () => {
  it("run with their input, and say what went wrong", async () => {
    const { act, inputs } = await pageWithEcho();
    expect(await act("echo", json)).toEqual({ status: 200, body: { result: { message: "heard" } } });
    expect(await act("fail", json)).toEqual({ status: 400, body: { error: "There is no such account" } });
    expect(await act("toString", json)).toEqual({
      status: 404,
      body: { error: "There is no action toString" },
    });
    expect(inputs).toEqual([{ a: 1 }]);
  });

  it.each([
    [
      "another origin",
      { ...json, origin: "https://evil.example" },
      403,
      /A page of https:\/\/evil.example may not act here/,
    ],
    ["another port of this machine", { ...json, origin: "http://127.0.0.1:1" }, 403, /may not act here/],
    ["a sandboxed frame", { ...json, origin: "null" }, 403, /may not act here/],
    [
      "a foreign page without an origin",
      { ...json, "sec-fetch-site": "cross-site" },
      403,
      /A cross-site request/,
    ],
    ["a plain form", { "content-type": "text/plain" }, 415, /Send the input as JSON/],
  ])("refuse %s", async (_name, headers, status, message) => {
    const { act, inputs } = await pageWithEcho();
    expect(await act("echo", headers)).toEqual({ status, body: { error: expect.stringMatching(message) } });
    expect(inputs).toEqual([]);
  });

  it("accept the page itself", async () => {
    const { act, url } = await pageWithEcho();
    const headers = { ...json, origin: url, "sec-fetch-site": "same-origin" };
    expect((await act("echo", headers)).status).toBe(200);
  });
});
