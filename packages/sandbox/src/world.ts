// The world that Orgwatch watches, before it watches: moto behind the gateway, an organization, Slack, the page.
import { randomInt } from "node:crypto";
import { type Gateway, startGateway } from "./gateway";
import { type Journal, newJournal } from "./journal";
import { startMoto } from "./moto";
import { findMoto } from "./moto-command";
import { createOrganization, type SandboxOrganization } from "./organization";
import { newPage } from "./page/sandbox-page";
import { describeSandbox, sandboxActions } from "./page-actions";
import { slackChannels, webhookChannel } from "./sandbox-teams";
import { newSlack, type SlackStandIn } from "./slack/slack-stand-in";

export type WorldOptions = {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** For faults; answers 0 to below 1. */
  readonly random?: () => number;
};

export type World = {
  readonly gateway: Gateway;
  readonly organization: SandboxOrganization;
  readonly slack: SlackStandIn;
  readonly journal: Journal;
  /** What an operator puts into SSM, by the secret's name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/** What the bot and the webhook are known by: values of a toy Slack that listens on loopback only. */
const botToken = "xoxb-sandbox-bot-token";
const webhookPath = "/_slack/services/T0SANDBOX/B0SANDBOX/sandbox-webhook";

/** Starts everything; what was started is stopped again when a later part fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const moto = await startMoto({ command: [findMoto() ?? "moto_server"] });
  try {
    return await startAround(moto, options);
  } catch (error) {
    await moto.stop();
    throw error;
  }
}

async function startAround(
  moto: Awaited<ReturnType<typeof startMoto>>,
  options: WorldOptions,
): Promise<World> {
  const journal = newJournal();
  const managementAccountId = String(randomInt(100_000_000_000, 999_999_999_999));
  const gateway = await startGateway({
    port: options.port ?? 0,
    motoUrl: moto.url,
    journal,
    // Whoever comes with credentials of their own acts in the management account.
    defaultAccountId: managementAccountId,
    ...(options.random ? { random: options.random } : {}),
  });
  const organization = await createOrganization(gateway.url, managementAccountId);
  const slack = newSlack({
    channels: slackChannels,
    token: botToken,
    webhookPath,
    webhookChannel,
    journal,
    faults: gateway.faults,
    now: () => new Date(),
  });
  const page = newPage({
    journal,
    slack,
    organization,
    describe: () => describeSandbox(gateway, organization),
    actions: sandboxActions({ gateway, organization, slack }),
  });
  gateway.route("/_slack/", slack.handle);
  gateway.route("/", page.handle);
  gateway.route("/_orgwatch/", page.handle);
  return {
    gateway,
    organization,
    slack,
    journal,
    secrets: { "slack/bot-token": botToken, "slack/webhook-url": `${gateway.url}${webhookPath}` },
    stop: async () => {
      page.close();
      await gateway.stop();
      await moto.stop();
    },
  };
}
