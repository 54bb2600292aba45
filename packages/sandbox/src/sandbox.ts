// The sandbox: a local AWS organization with Slack and PagerDuty beside it, and the built lambdas running in it.
import { buckets, lambdas, memberRoles, sweeps, tables } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { lambdasOfSweep } from "@orgwatch/manifest/define-sweep";
import { standardInventoryPolicy } from "@orgwatch/manifest/inventory-policy";
import type { AlarmDefinition } from "./alarms/alarm-definition";
import { deadLetterAlarms, heartbeatAlarms } from "./alarms/manifest-alarms";
import { readAlarms } from "./alarms/read-alarms";
import type { PolicyStatement } from "./iam/policy-document";
import {
  identityReading,
  sandboxTagPolicy,
  searchDomainName,
  tagAuditArns,
} from "./instances/sandbox-tag-policy";
import type { LambdaHost } from "./lambda-host/lambda-host";
import { delegateGuardDuty } from "./organization";
import { putSecrets } from "./put-secrets";
import { type Run, startRun } from "./run-deployment";
import { sandboxPolicy, sandboxRouting, sandboxSlackApp, trailBucket } from "./sandbox-teams";
import { searchEndpoint } from "./search-domain/domain-path";
import { startPage } from "./start-page";
import type { Deployment } from "./wiring/deployment";
import { notifyOfObjects } from "./wiring/notify-of-objects";
import { planLambdas } from "./wiring/plan-lambdas";
import { readDeployment } from "./wiring/read-deployment";
import { wireFromManifests } from "./wiring/wire-from-manifests";
import type { WiringRequest } from "./wiring/wiring-request";
import { startWorld, type World } from "./world";

export type SandboxOptions = {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** The folder of the built bundles: `<bundles>/<lambda>/index.js` or `index.mjs`. */
  readonly bundles: string;
  /** All lambdas unless some are named. */
  readonly lambdas?: readonly LambdaManifest[];
  /** For faults; answers 0 to below 1. */
  readonly random?: () => number;
};

/** The world, and Orgwatch in it. */
export type Sandbox = Omit<World, "secrets"> & {
  readonly url: string;
  /** The alarms of what runs; none before that. */
  readonly alarms: Run["alarms"];
  /** Lets sandbox time pass: schedules run, waiting messages come back, alarms are evaluated. Rejects while nothing runs. */
  readonly letTimePass: (milliseconds: number) => Promise<void>;
  /** What the manifests ask for in this organization. */
  readonly request: WiringRequest;
  /** Runs lambdas as their manifests say, without Terraform: what the demo and the scenarios use. */
  readonly runManifests: () => Promise<LambdaHost>;
  /** Runs what `terraform apply` put into the organization, in place of what ran before; `deployed` names the lambdas that must be there, all by default. */
  readonly runDeployment: (deployed?: readonly LambdaManifest[]) => Promise<LambdaHost>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts moto, the gateway, Slack, PagerDuty and the page, and founds the organization. Nothing watches it yet: call `runManifests`, or
 * apply the stacks and call `runDeployment`.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = await startWorld(options);
  const { gateway, organization, secrets } = world;
  const chosen = options.lambdas ?? lambdas;
  const overrides = addressesOf(gateway.url, organization, chosen);
  const request = wiringRequest(world, chosen, overrides);
  const { regions, infrasecAccountId: accountId } = organization;
  let run: Run | undefined;

  async function start(deployment: Deployment, alarms: readonly AlarmDefinition[]): Promise<LambdaHost> {
    await run?.stop();
    run = await startRun(deployment, alarms, { world, bundles: options.bundles });
    for (const listener of alarmListeners) run.alarms.subscribe(listener);
    return run.host;
  }

  const alarmListeners = new Set<() => void>();
  const alarms: Run["alarms"] = {
    all: () => run?.alarms.all() ?? [],
    subscribe: (listener) => {
      alarmListeners.add(listener);
      const end = run?.alarms.subscribe(listener);
      return () => {
        alarmListeners.delete(listener);
        end?.();
      };
    },
  };
  const letTimePass = async (milliseconds: number) => {
    if (!run) throw new Error("Nothing runs in this sandbox yet");
    await run.letTimePass(milliseconds);
  };
  const closePage = startPage({ world, alarms, letTimePass });

  return {
    url: gateway.url,
    ...world,
    ...{ alarms, letTimePass, request },
    runManifests: async () => {
      await delegateGuardDuty(gateway.url, organization);
      const definitions = [
        ...heartbeatAlarms(regions, accountId),
        ...deadLetterAlarms(chosen, regions, accountId),
      ];
      return start(await wireFromManifests(request), definitions);
    },
    runDeployment: async (deployed = chosen) => {
      await putSecrets(gateway.url, organization, deployed, secrets);
      const { managementAccountId, id: organizationId } = organization;
      const place = { endpoint: gateway.url, accountId, managementAccountId, organizationId, regions };
      const { accounts } = organization;
      const deployment = await readDeployment({
        ...place,
        ...partsOf(deployed),
        lambdas: deployed,
        accounts,
      });
      // On AWS, the bucket's owner adds the notification.
      const asked = wiringRequest(world, deployed, overrides);
      await notifyOfObjects(planLambdas(asked), asked);
      const definitions = await readAlarms({ endpoint: gateway.url, accountId, regions });
      return start(withVariables(deployment, overrides), definitions);
    },
    stop: async () => {
      await run?.stop();
      closePage();
      await world.stop();
    },
  };
}

type Overrides = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The variables that must point into the sandbox: where Slack and PagerDuty are. */
function addressesOf(
  url: string,
  { infrasecAccountId }: World["organization"],
  chosen: readonly LambdaManifest[],
): Overrides {
  const addresses = {
    SLACK_API: `${url}/_slack/api`,
    SLACK_HOOKS: url,
    PAGERDUTY_EVENTS: `${url}/_pagerduty`,
    PAGERDUTY_API: `${url}/_pagerduty/api`,
    SEARCH_ENDPOINT: searchEndpoint(url, infrasecAccountId, searchDomainName),
  };
  return Object.fromEntries(
    chosen.map(({ name, env }) => [
      name,
      Object.fromEntries(Object.entries(addresses).filter(([variable]) => variable in env)),
    ]),
  );
}

function wiringRequest(
  { gateway, organization, eventDataStore, secrets }: World,
  chosen: readonly LambdaManifest[],
  overrides: Overrides,
): WiringRequest {
  const routing = sandboxRouting(organization);
  return {
    endpoint: gateway.url,
    organization,
    teams: routing.teams.map(({ name }) => name),
    defaultTeam: routing.defaultTeam,
    lambdas: chosen,
    tables,
    ...partsOf(chosen),
    settings: {
      "/infrasec-admin-global/routing": routing,
      "/infrasec-admin-global/account-source": "organizations",
      "/infrasec-admin-global/slack-app": sandboxSlackApp,
      "/sg-chatops/policy": sandboxPolicy,
      "/sg-chatops/event-data-stores": { eventDataStores: [eventDataStore] },
      "/tag-audit/policy": sandboxTagPolicy(organization, gateway.url),
      "/inventory/policy": standardInventoryPolicy,
    },
    managementRoles: {
      OrgwatchLakeReader: [lakeReading(eventDataStore)],
      OrgwatchIdentityReader: [identityReading(organization)],
    },
    configured: tagAuditArns(organization),
    secrets,
    overrides,
  };
}

/** What the stack org-root lets the reader of CloudTrail Lake do. */
function lakeReading(eventDataStore: string): PolicyStatement {
  const actions = ["CancelQuery", "DescribeQuery", "GetQueryResults", "StartQuery"];
  return {
    Sid: "Lake",
    Effect: "Allow",
    Action: actions.map((action) => `cloudtrail:${action}`),
    Resource: [eventDataStore],
  };
}

/** What belongs to the chosen lambdas: whole sweeps, the roles that they have in every account, and the buckets that they read. */
function partsOf(chosen: readonly LambdaManifest[]) {
  const names = new Set(chosen.map(({ name }) => name));
  const reads = (bucket: string) =>
    chosen.some(
      ({ trigger }) =>
        trigger.kind === "queue" && trigger.from.kind === "bucket" && trigger.from.name === bucket,
    );
  return {
    sweeps: sweeps.filter((sweep) => lambdasOfSweep(sweep).every((one) => names.has(one))),
    memberRoles: memberRoles.filter(({ usedBy }) => usedBy.every((one) => names.has(one))),
    buckets: reads("trail") ? { trail: trailBucket } : {},
    ownBuckets: buckets.filter(({ stack }) => chosen.some((lambda) => lambda.stack === stack)),
  };
}

/** A deployment as it is, but for the addresses. */
function withVariables(deployment: Deployment, overrides: Overrides): Deployment {
  const lambdas = deployment.lambdas.map((lambda) => ({
    ...lambda,
    environment: { ...lambda.environment, ...overrides[lambda.name] },
  }));
  return { ...deployment, lambdas };
}
