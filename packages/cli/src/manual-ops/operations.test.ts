import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { parseAppManifest } from "./app-manifest";
import { brokenWithout } from "./check/broken-without";
import { readLog } from "./log-table";
import { neededSecrets } from "./needed-secrets";
import { manualOperations } from "./operations";
import { renderInstructions } from "./render-instructions";

const docs = join(import.meta.dirname, "../../../../docs");
const read = (name: string) => readFileSync(join(docs, name), "utf8");
const operations = manualOperations(lambdas);

it("knows for each right of the Slack app what does not work without it", () => {
  expect(Object.keys(brokenWithout)).toEqual(parseAppManifest(read("slack-app-manifest.json")).scopes);
});

it("leaves no secret of a lambda to chance: people store it, or the stack pagerduty does", () => {
  const byHand = operations.flatMap(({ secret }) => (secret ? [secret.parameter] : []));
  const byTerraform = ["/pagerduty/routing-keys"];
  expect([...byHand, ...byTerraform].toSorted()).toEqual(
    neededSecrets(lambdas).map(({ parameter }) => parameter),
  );
});

it("takes the names of secrets and where they are read from the manifests", () => {
  expect(operations.flatMap(({ secret }) => (secret ? [secret] : []))).toEqual([
    {
      parameter: "/infrasec-admin-global/slack/bot-token",
      readIn: "each-region",
      readers: [
        "inventory-finish",
        "finding-responder",
        "sg-changes",
        "sg-deadlines",
        "sg-decisions",
        "slack-notifier",
        "case-updates",
        "tag-audit-finish",
      ],
    },
    {
      parameter: "/infrasec-admin-global/slack/webhook-url",
      readIn: "each-region",
      readers: [
        "inventory-finish",
        "sg-changes",
        "sg-deadlines",
        "sg-decisions",
        "slack-notifier",
        "case-updates",
        "tag-audit-finish",
      ],
    },
    {
      parameter: "/infrasec-admin-global/slack/signing-secret",
      readIn: "home-region",
      readers: ["slack-door"],
    },
    { parameter: "/pagerduty/api-token", readIn: "home-region", readers: ["finding-responder"] },
    { parameter: "/pagerduty/webhook-secrets", readIn: "home-region", readers: ["pagerduty-door"] },
  ]);
});

it("says when a secret is read by no lambda any more", () => {
  const fewer = lambdas.filter(({ name }) => name !== "slack-door");
  expect(() => manualOperations(fewer)).toThrow(new Error("no lambda reads the secret slack/signing-secret"));
});

it("has a log that can be read, of operations that there are", () => {
  const ids: readonly string[] = operations.map(({ id }) => id);
  expect(readLog(read("manual-operations.md")).filter(({ what }) => !ids.includes(what))).toEqual([]);
});

it("is what docs/manual-operations.md says", () => {
  const [, written] =
    /<!-- generated:operations -->\n([\s\S]*?)\n<!-- \/generated -->/.exec(read("manual-operations.md")) ??
    [];
  expect(written).toBe(renderInstructions(operations));
});

describe("the Slack app manifest", () => {
  it("asks for what the bot does, and no more", () => {
    expect(parseAppManifest(read("slack-app-manifest.json"))).toEqual({
      scopes: [
        // conversations.history and conversations.replies: a message whose answer was lost is looked for before it is sent again.
        "channels:history",
        // chat.postMessage, chat.update
        "chat:write",
        // /cases
        "commands",
        "groups:history",
        // The failover leg's URL.
        "incoming-webhook",
        // usergroups.users.list: whether somebody who presses Keep or Deny is in a group that may decide.
        "usergroups:read",
        // users.info: whether they made the change themselves, by the e-mail address.
        "users:read",
        "users:read.email",
      ],
      requestUrl: `https://<http-api-url>${requestPath()}`,
    });
  });

  it.each(["", "[]", '{"oauth_config":{"scopes":{"bot":[]}}}'])("is refused when it is %j", (text) => {
    expect(() => parseAppManifest(text)).toThrow("the Slack app manifest has another shape");
  });
});

/** Where slack-door listens. */
function requestPath(): string | undefined {
  const door = lambdas.find(({ name }) => name === "slack-door");
  return door?.trigger.kind === "request" ? door.trigger.path : undefined;
}
