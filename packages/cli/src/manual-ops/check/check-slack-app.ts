// Whether the Slack app is installed with the rights that the repository's manifest asks for, and the bot sits in its channels.
import { parseRouting } from "@orgwatch/core/routing";
import type { Channel } from "@orgwatch/manifest/routing";
import { cleanLine } from "../../terminal";
import { lackedWords } from "./broken-without";
import { done, type Finding, notAnswered, notChecked, open } from "./finding";
import type { SecurityAccount } from "./security-account";
import type { SlackWeb } from "./slack-web";

const app = "slack-app";
const channels = "slack-channels";

export type SlackCheck = {
  readonly regions: readonly string[];
  readonly accountIn: (region: string) => SecurityAccount;
  readonly slack: SlackWeb;
  /** The SSM names of the bot's token and of the setting with the channels. */
  readonly tokenParameter: string;
  readonly routingParameter: string;
  /** The rights that the bot must have. */
  readonly scopes: readonly string[];
};

/** The app by the token of each region, the channels by the home region's (the first). Never rejects. */
export async function checkSlackApp(check: SlackCheck): Promise<readonly Finding[]> {
  const perRegion = await Promise.all(check.regions.map((region) => appIn(region, check)));
  return [...perRegion.map(({ finding }) => finding), ...(await channelFindings(check, perRegion[0]?.token))];
}

type AppFinding = { readonly finding: Finding; readonly token: string | undefined };

/** `token` only when it works. */
async function appIn(
  region: string,
  { accountIn, slack, tokenParameter, scopes }: SlackCheck,
): Promise<AppFinding> {
  const told = (finding: Finding, token?: string): AppFinding => ({ finding, token });
  const reinstall = "install the app again from docs/slack-app-manifest.json, and store its token";
  try {
    const token = await accountIn(region).valueOf(tokenParameter);
    if (token === undefined) return told(notChecked(app, region, `there is no ${tokenParameter}`));
    const known = await slack.whoAmI(token);
    if ("refused" in known)
      return told(open(app, region, `Slack refuses the bot's token: ${known.refused}`, reinstall));
    const workspace = cleanLine(`${known.workspace} (${known.workspaceId})`, 80);
    if (known.scopes === undefined)
      return told(
        notChecked(app, region, `the token works in ${workspace}; Slack did not say its rights`),
        token,
      );
    const held = known.scopes;
    const missing = scopes.filter((scope) => !held.includes(scope));
    if (missing.length > 0)
      return told(
        open(app, region, `the bot in ${workspace} lacks ${lackedWords(missing)}`, reinstall),
        token,
      );
    return told(done(app, region, `the token works in ${workspace}, with all rights`), token);
  } catch (error) {
    return told(notAnswered(app, region, error));
  }
}

async function channelFindings(check: SlackCheck, token: string | undefined): Promise<readonly Finding[]> {
  const home = check.regions[0] ?? "";
  if (token === undefined) return [notChecked(channels, home, "there is no bot token that works")];
  try {
    const setting = await check.accountIn(home).valueOf(check.routingParameter);
    if (setting === undefined) return [notChecked(channels, home, `there is no ${check.routingParameter}`)];
    const wanted = channelsOf(setting);
    return await Promise.all(wanted.map((channel) => inChannel(channel, token, check.slack)));
  } catch (error) {
    return [notAnswered(channels, home, error)];
  }
}

/** The channels of all teams, each once. @throws Error without the setting's text, which may be a secret in the wrong place. */
function channelsOf(setting: string): readonly Channel[] {
  const all = parseRouting(jsonOf(setting)).teams.flatMap(({ channels }) => Object.values(channels));
  return [...new Map(all.map((channel) => [channel.id, channel])).values()];
}

function jsonOf(setting: string): unknown {
  try {
    return JSON.parse(setting);
  } catch {
    throw new Error("the setting routing is no JSON");
  }
}

async function inChannel({ id, name }: Channel, token: string, slack: SlackWeb): Promise<Finding> {
  const where = cleanLine(`${name} (${id})`, 80);
  try {
    const refused = await slack.refusedIn(token, id);
    if (refused === undefined) return done(channels, where, "the bot is there");
    const says = `the bot cannot read it: ${refused}`;
    return open(
      channels,
      where,
      says,
      "write /invite @orgwatch in the channel, or correct its id in cdktf/org.config.ts",
    );
  } catch (error) {
    return notAnswered(channels, where, error);
  }
}
