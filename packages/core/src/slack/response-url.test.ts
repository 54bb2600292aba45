import type { Facts, Log } from "../log";
import { privateAnswers } from "./response-url";

const url = "https://hooks.slack.com/actions/T0/1/secret";
const never = new AbortController().signal;

/** What `fetch` was asked, what was logged, and whether the person was told. */
async function tell(address: string, answer: () => Promise<Response>, hooks = "https://hooks.slack.com") {
  const asked: unknown[] = [];
  const lines: unknown[] = [];
  const log: Log = {
    info: () => {},
    warn: (...line) => void lines.push(line),
    error: () => {},
    with: () => log,
  };
  const fetcher: typeof fetch = (input, init) => {
    asked.push({ to: String(input), method: init?.method, body: JSON.parse(String(init?.body)) });
    return answer();
  };
  const told = await privateAnswers({ hooks, fetch: fetcher, log })(address, "hello", never);
  return { told, asked, lines };
}

const ok = async () => new Response("ok");
const asked = (to: string) => [
  { to, method: "POST", body: { response_type: "ephemeral", replace_original: false, text: "hello" } },
];

describe("an answer for one person", () => {
  it("is posted to the address that Slack gave", async () => {
    expect(await tell(url, ok)).toEqual({ told: true, asked: asked(url), lines: [] });
  });

  it("goes to a path of any depth below the hooks' origin", async () => {
    const local = "http://127.0.0.1:4566/_slack/response/1";
    expect(await tell(local, ok, "http://127.0.0.1:4566/_slack")).toEqual({
      told: true,
      asked: asked(local),
      lines: [],
    });
  });

  it.each([
    ["another host", "https://example.com/actions/1"],
    ["a host that only begins like it", "https://hooks.slack.com.example.com/actions/1"],
    ["a user name that looks like it", "https://hooks.slack.com@example.com/actions/1"],
    ["plain http", "http://hooks.slack.com/actions/1"],
    ["another port", "https://hooks.slack.com:8443/actions/1"],
    ["what has no origin", "file:///etc/passwd"],
    ["what is no address", "secret"],
  ])("is never posted to %s", async (_name, address) => {
    const lines = [["a person could not be told: the address is not Slack's"]];
    expect(await tell(address, ok)).toEqual({ told: false, asked: [], lines });
  });

  it.each<[string, () => Promise<Response>, Facts]>([
    ["refused", async () => new Response("expired_url", { status: 404 }), { status: 404 }],
    [
      "not answered",
      () => Promise.reject(new Error(`no answer from ${url}`)),
      { reason: "Error: no answer from " },
    ],
  ])("is only logged when it is %s, without the address", async (_name, answer, facts) => {
    const lines = [["a person could not be told", facts]];
    expect(await tell(url, answer)).toEqual({ told: false, asked: asked(url), lines });
  });
});
