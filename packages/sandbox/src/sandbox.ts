// The sandbox: a local AWS organization with Slack beside it, and the built lambdas running in it.
import { lambdas, tables } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Gateway } from "./gateway";
import { guardFor } from "./iam/guard";
import type { Journal } from "./journal";
import { type LambdaHost, startLambdaHost } from "./lambda-host/lambda-host";
import { delegateGuardDuty, type SandboxOrganization } from "./organization";
import { putSecrets } from "./put-secrets";
import { sandboxRouting } from "./sandbox-teams";
import type { SlackStandIn } from "./slack/slack-stand-in";
import type { Deployment } from "./wiring/deployment";
import { readDeployment } from "./wiring/read-deployment";
import { wireFromManifests } from "./wiring/wire-from-manifests";
import type { WiringRequest } from "./wiring/wiring-request";
import { startWorld, type World } from "./world";

export type SandboxOptions = {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** The folder of the built bundles: `<bundles>/<lambda>/index.js`. */
  readonly bundles: string;
  /** All lambdas unless some are named. */
  readonly lambdas?: readonly LambdaManifest[];
  /** For faults; answers 0 to below 1. */
  readonly random?: () => number;
};

export type Sandbox = {
  readonly url: string;
  readonly gateway: Gateway;
  readonly organization: SandboxOrganization;
  readonly slack: SlackStandIn;
  readonly journal: Journal;
  /** What the manifests ask for in this organization. */
  readonly request: WiringRequest;
  /** Runs lambdas as their manifests say, without Terraform: what the demo and the scenarios use. */
  readonly runManifests: () => Promise<LambdaHost>;
  /** Runs what `terraform apply` put into the organization. */
  readonly runDeployment: () => Promise<LambdaHost>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts moto, the gateway, Slack and the page, and founds the organization. Nothing watches it yet: call `runManifests`, or apply the
 * stacks and call `runDeployment`.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = await startWorld(options);
  const { gateway, organization, journal, slack, secrets } = world;
  const chosen = options.lambdas ?? lambdas;
  const slackApi = { "slack-notifier": { SLACK_API: `${gateway.url}/_slack/api` } };
  const request = wiringRequest({ world, lambdas: chosen, overrides: slackApi });
  let host: LambdaHost | undefined;

  async function run(deployment: Deployment): Promise<LambdaHost> {
    gateway.guard(guardFor(deployment));
    const { issue, onQueueFed, url: endpoint } = gateway;
    const { bundles } = options;
    const started = await startLambdaHost({ deployment, bundles, endpoint, issue, journal, onQueueFed });
    gateway.onInvoke(async (functionArn, event) => {
      await started.invoke(functionArn, event);
    });
    host = started;
    return started;
  }

  return {
    url: gateway.url,
    gateway,
    organization,
    slack,
    journal,
    request,
    runManifests: async () => {
      await delegateGuardDuty(gateway.url, organization);
      return run(await wireFromManifests(request));
    },
    runDeployment: async () => {
      await putSecrets(gateway.url, organization, secrets);
      const { infrasecAccountId: accountId, managementAccountId, id: organizationId, regions } = organization;
      const place = { endpoint: gateway.url, accountId, managementAccountId, organizationId, regions };
      return run(withVariables(await readDeployment({ ...place, lambdas: chosen }), slackApi));
    },
    stop: async () => {
      await host?.stop();
      await world.stop();
    },
  };
}

type Overrides = Readonly<Record<string, Readonly<Record<string, string>>>>;

function wiringRequest(parts: {
  readonly world: World;
  readonly lambdas: readonly LambdaManifest[];
  readonly overrides: Overrides;
}): WiringRequest {
  const { gateway, organization, secrets } = parts.world;
  const routing = sandboxRouting(organization);
  return {
    endpoint: gateway.url,
    organization,
    teams: routing.teams.map(({ name }) => name),
    defaultTeam: routing.defaultTeam,
    lambdas: parts.lambdas,
    tables,
    settings: { routing, "account-source": "organizations" },
    secrets,
    overrides: Object.fromEntries(
      Object.entries(parts.overrides).filter(([name]) =>
        parts.lambdas.some((lambda) => lambda.name === name),
      ),
    ),
  };
}

/** A deployment as it is, but for the variables that must point into the sandbox: Slack's address. */
function withVariables(deployment: Deployment, overrides: Overrides): Deployment {
  const lambdas = deployment.lambdas.map((lambda) => ({
    ...lambda,
    environment: { ...lambda.environment, ...overrides[lambda.name] },
  }));
  return { ...deployment, lambdas };
}
