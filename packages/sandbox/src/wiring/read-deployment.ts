// Reads back what Terraform put into AWS, so that the lambdas run as they were really deployed.
import { type FunctionConfiguration, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import type { BucketManifest } from "@orgwatch/manifest/define-bucket";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import type { SweepManifest } from "@orgwatch/manifest/define-sweep";
import { functionName } from "@orgwatch/manifest/names";
import { adminOf } from "../admin";
import type { DeployedRole } from "../iam/guard";
import type { DeployedLambda, Deployment, WiredOrganization } from "./deployment";
import { assumedBy } from "./organization-roles";
import { missingBuckets } from "./read-buckets";
import { readEventSources } from "./read-event-sources";
import { type FoundRoutes, readHttpRoutes } from "./read-http-routes";
import { readMachines, rolesOfMachines } from "./read-machines";
import { readMemberRoles } from "./read-member-roles";
import { readQueueSources } from "./read-queue-sources";
import { readRole, readRoleIfThere } from "./read-role";
import { type Place, readSchedules } from "./read-schedules";

export type DeploymentRequest = {
  readonly endpoint: string;
  /** The security account. */
  readonly accountId: string;
  readonly managementAccountId: string;
  readonly organizationId: string;
  /** Home region first. */
  readonly regions: readonly string[];
  readonly lambdas: readonly LambdaManifest[];
  /** None unless given. */
  readonly sweeps?: readonly SweepManifest[];
  /** Roles of every active account; none unless given. */
  readonly memberRoles?: readonly MemberRoleManifest[];
  readonly accounts?: WiredOrganization["accounts"];
  /** Buckets of our own; none unless given. */
  readonly ownBuckets?: readonly BucketManifest[];
};

/**
 * The deployment as AWS describes it: functions, mappings, schedules, rules, routes, state machines, and the policies and trust of every
 * role concerned. A role of the management account or of a member that is not there is left out.
 * @throws Error that lists all functions and machines without a manifest, all manifests without theirs (buckets too), and all routes that lead
 * nowhere, or names what cannot be honoured.
 */
export async function readDeployment(request: DeploymentRequest): Promise<Deployment> {
  const { accountId, regions, lambdas, managementAccountId, endpoint } = request;
  const found = (
    await Promise.all(regions.map((region) => readFunctions({ endpoint, accountId, region })))
  ).flat();
  const home = regions[0] ?? "";
  const routes = await readHttpRoutes(
    found.flatMap(({ region, configuration }) => (region === home ? (configuration.FunctionArn ?? []) : [])),
    { endpoint, accountId, region: home },
  );
  const sweeps = await readMachines(request.sweeps ?? [], { endpoint, accountId, region: home });
  const buckets = await missingBuckets(request.ownBuckets ?? [], { endpoint, accountId, region: home });
  checkComplete(found, [...routes.problems, ...sweeps.problems, ...buckets], request);
  const deployed = (
    await Promise.all(regions.map((region) => readRegion(found, routes, region, request)))
  ).flat();
  const assumed = [...new Set(lambdas.flatMap(assumedBy))];
  const roles: DeployedRole[] = await Promise.all([
    ...deployed.map(({ roleName, region }) => readRole(roleName, { endpoint, accountId, region })),
    ...rolesOfMachines(sweeps.machines).map((name) => readRole(name, { endpoint, accountId, region: home })),
  ]);
  // Which of them there are depends on the configuration: the stack org-root makes those of the jobs that it has.
  const ofManagement = await Promise.all(
    assumed.map((name) => readRoleIfThere(name, { endpoint, accountId: managementAccountId, region: home })),
  );
  const ofMembers = await readMemberRoles(request, home);
  return {
    accountId,
    organizationId: request.organizationId,
    lambdas: deployed,
    machines: sweeps.machines,
    roles: [...roles, ...ofManagement.flatMap((role) => role ?? []), ...ofMembers],
  };
}

type FoundFunction = { readonly region: string; readonly configuration: FunctionConfiguration };

/** Orgwatch's functions of one region, by the prefix of their names. */
async function readFunctions(place: Place): Promise<FoundFunction[]> {
  const client = new LambdaClient(adminOf(place.endpoint, place.accountId, place.region));
  const found: FoundFunction[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    for (const configuration of Functions)
      if (configuration.FunctionName?.startsWith(functionName("")))
        found.push({ region: place.region, configuration });
  return found;
}

function checkComplete(
  found: readonly FoundFunction[],
  others: readonly string[],
  { lambdas, regions }: DeploymentRequest,
): void {
  const named = found.map(({ region, configuration }) => `${configuration.FunctionName} in ${region}`);
  const wanted = lambdas.flatMap(({ name, runsIn }) =>
    regions
      .slice(0, runsIn === "home-region" ? 1 : undefined)
      .map((region) => `${functionName(name)} in ${region}`),
  );
  const problems = [
    ...named.filter((one) => !wanted.includes(one)).map((one) => `the function ${one} has no manifest`),
    ...wanted.filter((one) => !named.includes(one)).map((one) => `the function ${one} is not deployed`),
    ...others,
  ];
  if (problems.length > 0)
    throw new Error(`The deployment does not fit the manifests: ${problems.join("; ")}`);
}

async function readRegion(
  found: readonly FoundFunction[],
  { routes }: FoundRoutes,
  region: string,
  { endpoint, accountId, lambdas, regions }: DeploymentRequest,
): Promise<DeployedLambda[]> {
  const place = { endpoint, accountId, region };
  const [queues, schedules] = await Promise.all([readQueueSources(place), readSchedules(place)]);
  const inHome = region === regions[0];
  const here = lambdas.flatMap((manifest) => {
    const own = found.find(
      (one) => one.region === region && one.configuration.FunctionName === functionName(manifest.name),
    );
    return own === undefined ? [] : [{ manifest, configuration: own.configuration }];
  });
  return Promise.all(
    here.map(async ({ manifest, configuration }) => {
      const described = describe(manifest.name, configuration, place);
      const { functionArn } = described;
      return {
        ...described,
        sources: queues
          .filter((queue) => queue.functionArn === functionArn)
          .map(({ functionArn: _, ...queue }) => queue),
        schedules: schedules
          .filter(({ targetArn }) => targetArn === functionArn)
          .map(({ name, expression }) => ({ name, expression })),
        onEvents: inHome ? await readEventSources(functionArn, place) : [],
        routes: routes
          .filter((route) => route.functionArn === functionArn)
          .map(({ functionArn: _, ...route }) => route),
      };
    }),
  );
}

function describe(name: string, configuration: FunctionConfiguration, { accountId, region }: Place) {
  const runtime = configuration.Runtime ?? "";
  if (!runtime.startsWith("nodejs"))
    throw new Error(
      `The sandbox runs Node.js only; ${configuration.FunctionName} wants ${runtime || "an image"}`,
    );
  return {
    name,
    functionName: configuration.FunctionName ?? "",
    functionArn: configuration.FunctionArn ?? "",
    accountId,
    region,
    handler: configuration.Handler ?? "",
    runtime,
    timeoutSeconds: configuration.Timeout ?? 3,
    memoryMb: configuration.MemorySize ?? 128,
    roleName: configuration.Role?.split("/").at(-1) ?? "",
    environment: configuration.Environment?.Variables ?? {},
  };
}
