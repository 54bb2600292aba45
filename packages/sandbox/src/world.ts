// The world that Orgwatch watches, before it watches: moto behind the gateway, an organization, Slack, PagerDuty, the page.
import { randomInt } from "node:crypto";
import { type Clock, newClock } from "./clock";
import { createOrganizationTrail } from "./cloudtrail/create-organization-trail";
import { createOrganizationStore } from "./cloudtrail-lake/create-organization-store";
import { type Gateway, startGateway } from "./gateway";
import { createSampleInstances, type SampleInstance } from "./instances/sample-instances";
import { createSamplePeople } from "./instances/sample-people";
import { type Journal, newJournal } from "./journal";
import { httpApiPrefix } from "./lambda-host/http-api";
import { startMoto } from "./moto";
import { createOrganization, type SandboxOrganization } from "./organization";
import { newPagerDuty, type PagerDutyStandIn } from "./pagerduty/pagerduty-stand-in";
import { endSomePlans } from "./sample-cases";
import { createSampleGroups, type SampleGroups } from "./sample-groups";
import {
  botToken,
  pagerDutyToken,
  sandboxSecrets,
  slackSigningSecret,
  webhookPath,
  webhookSecrets,
} from "./sandbox-secrets";
import { pagerDutyServices, slackChannels, trailBucket, webhookChannel } from "./sandbox-teams";
import { newSlack, type SlackStandIn } from "./slack/slack-stand-in";
import type { SecretValues } from "./wiring/parameter-values";

export type WorldOptions = {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** For faults; answers 0 to below 1. */
  readonly random?: () => number;
};

export type World = {
  readonly clock: Clock;
  readonly gateway: Gateway;
  readonly organization: SandboxOrganization;
  /** The ARN of the organization's store in CloudTrail Lake. */
  readonly eventDataStore: string;
  /** Security groups that were there before anybody watched, by the names of their accounts. */
  readonly sampleGroups: ReadonlyMap<string, SampleGroups>;
  /** EC2 instances of every kind that the tag audit meets. */
  readonly sampleInstances: readonly SampleInstance[];
  readonly slack: SlackStandIn;
  readonly pagerDuty: PagerDutyStandIn;
  readonly journal: Journal;
  /** What an operator puts into SSM. */
  readonly secrets: SecretValues;
  readonly stop: () => Promise<void>;
};

/** Starts everything; what was started is stopped again when a later part fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const moto = await startMoto();
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
  const clock = newClock();
  const journal = newJournal(clock.now);
  const managementAccountId = String(randomInt(100_000_000_000, 999_999_999_999));
  const gateway = await startGateway({
    port: options.port ?? 0,
    motoUrl: moto.url,
    journal,
    now: clock.now,
    // Whoever comes with credentials of their own acts in the management account.
    defaultAccountId: managementAccountId,
    ...(options.random ? { random: options.random } : {}),
  });
  const organization = await createOrganization(gateway.url, managementAccountId);
  await createOrganizationTrail(gateway.url, organization, trailBucket);
  const sampleGroups = await createSampleGroups(gateway.url, organization);
  await createSamplePeople(gateway.url, organization);
  const sampleInstances = await createSampleInstances(gateway.url, organization, clock.now());
  // Later than these: it knows only what happens from now on.
  const eventDataStore = await createOrganizationStore(gateway.url, organization);
  endSomePlans(gateway, organization);
  const outside = startOutside(gateway, journal, clock);
  return {
    ...outside,
    clock,
    gateway,
    organization,
    eventDataStore,
    sampleGroups,
    sampleInstances,
    journal,
    secrets: sandboxSecrets(gateway.url),
    stop: async () => {
      await gateway.stop();
      await moto.stop();
    },
  };
}

/** Slack and PagerDuty, which tell Orgwatch's HTTP API what people do. */
function startOutside(gateway: Gateway, journal: Journal, clock: Clock) {
  const around = { journal, faults: gateway.faults, now: clock.now };
  const slack = newSlack({
    ...around,
    channels: slackChannels,
    token: botToken,
    webhookPath,
    webhookChannel,
    url: gateway.url,
    scopes: [
      "channels:history",
      "chat:write",
      "commands",
      "groups:history",
      "incoming-webhook",
      "usergroups:read",
      "users:read",
      "users:read.email",
    ],
  });
  const pagerDuty = newPagerDuty({ ...around, services: pagerDutyServices, token: pagerDutyToken });
  gateway.route("/_slack/", slack.handle);
  gateway.route("/_pagerduty/", pagerDuty.handle);
  const api = `${gateway.url}${httpApiPrefix.replace(/\/$/, "")}`;
  slack.sendInteractionsTo(`${api}/slack`, slackSigningSecret);
  pagerDuty.sendWebhooksTo(`${api}/pagerduty/webhooks`, webhookSecrets);
  return { slack, pagerDuty };
}
