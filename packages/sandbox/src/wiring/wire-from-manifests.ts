// Builds, through the AWS API, what the lambdas' manifests ask for: what `terraform apply` would, in seconds and without Terraform.
import { CreateEventBusCommand, EventBridgeClient, PutPermissionCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { busName, failoverTopicName, topicName } from "@orgwatch/manifest/names";
import { adminOf } from "../admin";
import type { DeployedRole } from "../iam/guard";
import { createOwnBuckets } from "./create-bucket";
import { createMachines } from "./create-machines";
import { createParameters } from "./create-parameters";
import { createQueues, subscribeQueues } from "./create-queues";
import { createRules } from "./create-rules";
import { createTable } from "./create-tables";
import type { Deployment } from "./deployment";
import { eventRules } from "./event-rules";
import { rolesOfMembers } from "./member-roles";
import { notifyOfObjects } from "./notify-of-objects";
import { organizationRoles } from "./organization-roles";
import { type PlannedLambda, planLambdas } from "./plan-lambdas";
import { planSweeps } from "./plan-sweeps";
import { checkWiring, type WiringRequest } from "./wiring-request";

/**
 * Creates topics, queues, subscriptions, tables, parameters, rules, the bus, state machines, buckets with their notifications, and the roles
 * in other accounts, in an organization that has none of them yet. About two hundred calls for two teams and regions.
 * @throws Error that lists everything the sandbox cannot honour, before the first call.
 */
export async function wireFromManifests(request: WiringRequest): Promise<Deployment> {
  checkWiring(request);
  const lambdas = planLambdas(request);
  const assumed = [...organizationRoles(lambdas, request), ...rolesOfMembers(lambdas, request)];
  const sweeps = planSweeps(request);
  const { organization, endpoint } = request;
  await Promise.all([
    ...organization.regions.map((region) => wireRegion(lambdas, region, request)),
    ...assumed.map((role) => createRole(role, request)),
    createBus(request),
    createOwnBuckets(request),
    createMachines(sweeps, endpoint),
  ]);
  await createRules(eventRules(lambdas, request), endpoint);
  await notifyOfObjects(lambdas, request);
  return {
    accountId: organization.infrasecAccountId,
    organizationId: organization.id,
    lambdas: lambdas.map(({ deployed }) => deployed),
    machines: sweeps.map(({ machine }) => machine),
    roles: [...lambdas.map(({ role }) => role), ...sweeps.flatMap(({ roles }) => roles), ...assumed],
  };
}

async function wireRegion(
  lambdas: readonly PlannedLambda[],
  region: string,
  request: WiringRequest,
): Promise<void> {
  const { endpoint, organization } = request;
  const place = { endpoint, accountId: organization.infrasecAccountId, region };
  const here = lambdas.filter(({ deployed }) => deployed.region === region);
  await Promise.all([
    createTopics(request, region),
    ...here.map((lambda) => createQueues(lambda, endpoint)),
    ...request.tables
      .filter(({ livesIn }) => livesIn !== "home-region" || region === organization.homeRegion)
      .map((table) => createTable(table, place)),
    createParameters(lambdas, region, request),
  ]);
  await Promise.all(here.map((lambda) => subscribeQueues(lambda, endpoint)));
}

async function createTopics({ endpoint, organization, teams }: WiringRequest, region: string): Promise<void> {
  const sns = new SNSClient(adminOf(endpoint, organization.infrasecAccountId, region));
  const names = teams.flatMap((team) => [topicName(team, "notification"), topicName(team, "alert")]);
  await Promise.all([...names, failoverTopicName].map((Name) => sns.send(new CreateTopicCommand({ Name }))));
}

/** Accounts of the organization, and no others, may put events onto the bus. */
async function createBus({ endpoint, organization }: WiringRequest): Promise<void> {
  const events = new EventBridgeClient(
    adminOf(endpoint, organization.infrasecAccountId, organization.homeRegion),
  );
  const { EventBusArn } = await events.send(new CreateEventBusCommand({ Name: busName }));
  const statement = {
    Sid: "Organization",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: EventBusArn,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organization.id } },
  };
  await events.send(
    new PutPermissionCommand({
      EventBusName: busName,
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    }),
  );
}

async function createRole(role: DeployedRole, { endpoint, organization }: WiringRequest): Promise<void> {
  const iam = new IAMClient(adminOf(endpoint, role.accountId, organization.homeRegion));
  const AssumeRolePolicyDocument = JSON.stringify(role.trust);
  await iam.send(new CreateRoleCommand({ RoleName: role.name, AssumeRolePolicyDocument }));
  for (const policy of role.policies)
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: role.name,
        PolicyName: "orgwatch",
        PolicyDocument: JSON.stringify(policy),
      }),
    );
}
