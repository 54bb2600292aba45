// The two questions of the checks to Slack's Web API.
import { z } from "zod";
import { askJson, headerSafe, NotAnswered, shaped } from "./ask-json";

/** Slack's own word for a refusal, e.g. `invalid_auth`. */
export type Refused = { readonly refused: string };
/** Whom a token belongs to; `scopes` is undefined when Slack did not say which rights it has. */
export type Known = {
  readonly workspaceId: string;
  readonly workspace: string;
  readonly scopes: readonly string[] | undefined;
};

/** Both reject with NotAnswered. */
export type SlackWeb = {
  readonly whoAmI: (token: string) => Promise<Known | Refused>;
  /** Undefined when the bot may read the channel; nothing of it is fetched. */
  readonly refusedIn: (token: string, channel: string) => Promise<string | undefined>;
};

const answer = z.object({ ok: z.boolean(), error: z.string().optional() });
const identity = z.object({ team_id: z.string(), team: z.string() });

/** `url` is `https://slack.com/api`. */
export function slackWeb(url: string, fetcher: typeof fetch): SlackWeb {
  const ask = async (method: string, token: string, form: Readonly<Record<string, string>>) => {
    const { status, headers, body } = await askJson(
      {
        url: `${url}/${method}`,
        method: "POST",
        headers: {
          authorization: `Bearer ${headerSafe(token, "Slack")}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams(form).toString(),
        whom: "Slack",
      },
      fetcher,
    );
    if (status !== 200) throw new NotAnswered(`Slack answered ${method} with HTTP ${status}`);
    const { ok, error } = shaped(answer, body, "Slack");
    return { refused: ok ? undefined : wordOf(error), headers, body };
  };
  return {
    whoAmI: async (token) => {
      const { refused, headers, body } = await ask("auth.test", token, {});
      if (refused !== undefined) return { refused };
      const { team_id, team } = shaped(identity, body, "Slack");
      const scopes = headers.get("x-oauth-scopes");
      return {
        workspaceId: team_id,
        workspace: team,
        scopes: scopes?.split(",").map((scope) => scope.trim()),
      };
    },
    // conversations.info would need a right more. A time far ahead finds no message.
    refusedIn: async (token, channel) =>
      (await ask("conversations.history", token, { channel, limit: "1", oldest: "9999999999" })).refused,
  };
}

/** What is no word of Slack's may repeat what it was sent. */
function wordOf(error: string | undefined): string {
  return error !== undefined && /^[a-z0-9_]{1,60}$/.test(error) ? error : "unknown_error";
}
