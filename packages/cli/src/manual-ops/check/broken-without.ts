// What people lose while the Slack bot lacks a right. Which rights it must have says docs/slack-app-manifest.json.

/** For each right, in the order of the manifest. */
export const brokenWithout: Readonly<Record<string, string>> = {
  "channels:history": "a message in a public channel whose answer was lost comes twice",
  "chat:write": "nothing is posted but by the webhook",
  commands: "/cases does nothing",
  "groups:history": "a message in a private channel whose answer was lost comes twice",
  "incoming-webhook": "there is no other way to Slack when the bot fails",
  "usergroups:read": "members of Slack user groups cannot decide about security-group changes",
  "users:read": "nobody can decide about security-group changes that people made",
  "users:read.email": "nobody can decide about security-group changes that people made",
};

/** Each of the rights with what does not work without it, as one list in words. */
export function lackedWords(scopes: readonly string[]): string {
  return scopes
    .map((scope) => (brokenWithout[scope] === undefined ? scope : `${scope} (${brokenWithout[scope]})`))
    .join(", ");
}
