import { redact } from "@orgwatch/core/redact";
import { integrationKeyOf, parseIntegrationKeys } from "./integration-keys";

const [security, payments] = ["a1".repeat(16), "b2".repeat(16)];
const both = JSON.stringify({ security, payments: ` ${payments}\n` });

it.each([
  ["its own key", both, "payments", { team: "payments", key: payments }],
  ["the default team's, when it has none", both, "ghosts", { team: "security", key: security }],
  [
    "the default team's, when its own is no key",
    JSON.stringify({ security, payments: "paste the key here" }),
    "payments",
    { team: "security", key: security },
  ],
])("a team uses %s", (_name, secret, team, key) => {
  expect(integrationKeyOf(parseIntegrationKeys(secret), team, "security")).toEqual(key);
});

it("waits when there is no key at all", () => {
  const keys = parseIntegrationKeys(JSON.stringify({ payments }));
  expect(() => integrationKeyOf(keys, "ghosts", "security")).toThrow(
    expect.objectContaining({
      name: "TryLater",
      message: "the secret routing-keys has no integration key for ghosts, and none for security",
    }),
  );
});

it.each(["", "not json a1a1a1a1", JSON.stringify([security]), JSON.stringify(security), "null"])(
  "waits while the secret is unreadable, and does not repeat it: %s",
  (secret) => {
    expect(() => parseIntegrationKeys(secret)).toThrow(
      expect.objectContaining({
        name: "TryLater",
        message: "the secret routing-keys does not hold integration keys by team",
      }),
    );
  },
);

it("keeps keys out of logs", () => {
  const key = "c3".repeat(16);
  parseIntegrationKeys(JSON.stringify({ security: key }));
  expect(redact(`key ${key}`)).toBe("key [secret]");
});
