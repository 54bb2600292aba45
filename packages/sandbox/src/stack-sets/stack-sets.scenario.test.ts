import {
  CloudFormationClient,
  CreateStackCommand,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  DeleteStackInstancesCommand,
  DeleteStackSetCommand,
  DescribeStackSetCommand,
  DescribeStackSetOperationCommand,
  ListStackInstancesCommand,
  UpdateStackSetCommand,
} from "@aws-sdk/client-cloudformation";
import { GetAccountAuthorizationDetailsCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAccountCommand, MoveAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Scenario, startScenario } from "../gateway/scenario";

jest.setTimeout(60_000);

let scenario: Scenario;
let cloudFormation: CloudFormationClient;
let organizations: OrganizationsClient;

beforeAll(async () => {
  scenario = await startScenario();
  const management = scenario.admin(scenario.organization.managementAccountId);
  cloudFormation = new CloudFormationClient(management);
  organizations = new OrganizationsClient(management);
});

afterAll(() => scenario.stop());

const template = (QueueName: string) =>
  JSON.stringify({ Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName } } } });

/** A service-managed StackSet that makes one queue in each account of the given units, or what a template of its own says. */
async function create(
  name: string,
  units: readonly string[],
  retain = false,
  TemplateBody = template(`${name}-1`),
): Promise<void> {
  await cloudFormation.send(
    new CreateStackSetCommand({
      StackSetName: name,
      TemplateBody,
      PermissionModel: "SERVICE_MANAGED",
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: retain },
      Capabilities: ["CAPABILITY_NAMED_IAM"],
    }),
  );
  await cloudFormation.send(
    new CreateStackInstancesCommand({
      StackSetName: name,
      DeploymentTargets: { OrganizationalUnitIds: [...units] },
      Regions: ["us-west-2"],
    }),
  );
}

async function remove(name: string, units: readonly string[]): Promise<void> {
  const DeploymentTargets = { OrganizationalUnitIds: [...units] };
  const input = { StackSetName: name, Regions: ["us-west-2"], RetainStacks: false, DeploymentTargets };
  await cloudFormation.send(new DeleteStackInstancesCommand(input));
  await cloudFormation.send(new DeleteStackSetCommand({ StackSetName: name }));
}

/** The accounts that have an instance, by name where they have one, with the unit that brought it. */
async function instances(name: string) {
  const { Summaries = [] } = await cloudFormation.send(
    new ListStackInstancesCommand({ StackSetName: name, StackInstanceRegion: "us-west-2" }),
  );
  return Summaries.map(({ Account, OrganizationalUnitId }) => ({ Account, OrganizationalUnitId }));
}

async function queuesOf(accountId: string): Promise<readonly string[]> {
  const { QueueUrls = [] } = await new SQSClient(scenario.admin(accountId)).send(new ListQueuesCommand({}));
  return QueueUrls.map((url) => url.split("/").at(-1) ?? "");
}

/** The ids of the organization's active members, the management account left out. */
function members(): readonly string[] {
  const { accounts, managementAccountId } = scenario.organization;
  return accounts
    .filter(({ id, state }) => id !== managementAccountId && state === "ACTIVE")
    .map(({ id }) => id);
}

function unitOf(accountName: string): string {
  const [unit] =
    scenario.organization.accounts.find(({ name }) => name === accountName)?.organizationalUnits ?? [];
  return unit?.id ?? "";
}

describe("a service-managed StackSet", () => {
  it("reaches every active member below the root, and never the management account", async () => {
    const { rootId, managementAccountId } = scenario.organization;
    await create("below-root", [rootId]);
    expect((await instances("below-root")).toSorted(byAccount)).toEqual(
      members()
        .map((Account) => ({ Account, OrganizationalUnitId: rootId }))
        .toSorted(byAccount),
    );
    expect(await queuesOf(managementAccountId)).toEqual([]);
    expect(await queuesOf(scenario.account("acme-payments-prod"))).toEqual(["below-root-1"]);
    await remove("below-root", [rootId]);
    expect(await queuesOf(scenario.account("acme-payments-prod"))).toEqual([]);
  });

  it("is described with the settings that it was given, and those that it was given later", async () => {
    const unit = unitOf("acme-infrasec");
    await create("described", [unit]);
    const described = async () => {
      const { StackSet } = await cloudFormation.send(
        new DescribeStackSetCommand({ StackSetName: "described" }),
      );
      const { AutoDeployment, Capabilities, ManagedExecution, OrganizationalUnitIds, PermissionModel } =
        StackSet ?? {};
      return { AutoDeployment, Capabilities, ManagedExecution, OrganizationalUnitIds, PermissionModel };
    };
    const first = {
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      ManagedExecution: { Active: false },
      OrganizationalUnitIds: [unit],
      PermissionModel: "SERVICE_MANAGED",
    };
    expect(await described()).toEqual(first);
    await cloudFormation.send(
      new UpdateStackSetCommand({
        StackSetName: "described",
        UsePreviousTemplate: true,
        AutoDeployment: { Enabled: false },
        ManagedExecution: { Active: true },
      }),
    );
    expect(await described()).toEqual({
      ...first,
      AutoDeployment: { Enabled: false },
      ManagedExecution: { Active: true },
    });
    await remove("described", [unit]);
  });

  it("brings a new template to the instances that exist", async () => {
    const unit = unitOf("acme-infrasec");
    await create("updated", [unit]);
    const { OperationId } = await cloudFormation.send(
      new UpdateStackSetCommand({ StackSetName: "updated", TemplateBody: template("updated-2") }),
    );
    const { StackSetOperation } = await cloudFormation.send(
      new DescribeStackSetOperationCommand({ StackSetName: "updated", OperationId }),
    );
    expect(StackSetOperation).toMatchObject({ Action: "UPDATE", Status: "SUCCEEDED" });
    expect(await queuesOf(scenario.account("acme-log-archive"))).toEqual(["updated-2"]);
    await remove("updated", [unit]);
    expect(await queuesOf(scenario.account("acme-log-archive"))).toEqual([]);
  });

  it("refuses what the sandbox cannot do, and changes nothing", async () => {
    const unit = unitOf("acme-infrasec");
    await create("kept", [unit]);
    const input = {
      StackSetName: "kept",
      Regions: ["us-west-2"],
      DeploymentTargets: { OrganizationalUnitIds: [unit] },
    };
    await expect(
      cloudFormation.send(new DeleteStackInstancesCommand({ ...input, RetainStacks: true })),
    ).rejects.toThrow("The sandbox cannot retain stacks");
    expect(await instances("kept")).toHaveLength(2);
    await remove("kept", [unit]);
  });
});

describe("auto-deployment", () => {
  const move = (AccountId: string, SourceParentId: string, DestinationParentId: string) =>
    organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
  async function newAccount(name: string): Promise<string> {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `aws+${name}@acme.example` }),
    );
    return CreateAccountStatus?.AccountId ?? "";
  }

  it("rolls out to an account that is created below the root", async () => {
    const { rootId } = scenario.organization;
    await create("everywhere", [rootId]);
    expect(await queuesOf(await newAccount("acme-new"))).toEqual(["everywhere-1"]);
    await remove("everywhere", [rootId]);
  });

  it("rolls out to an account that moves into the unit, and takes it back when it leaves", async () => {
    const { rootId } = scenario.organization;
    const unit = unitOf("acme-infrasec");
    await create("followed", [unit]);
    const account = await newAccount("acme-moving");
    const seen = [await queuesOf(account)];
    await move(account, rootId, unit);
    seen.push(await queuesOf(account));
    await move(account, unit, rootId);
    seen.push(await queuesOf(account));
    expect(seen).toEqual([[], ["followed-1"], []]);
    await remove("followed", [unit]);
  });

  it("leaves what it should retain in an account that leaves", async () => {
    const { rootId } = scenario.organization;
    const unit = unitOf("acme-infrasec");
    await create("retained", [unit], true);
    const account = scenario.account("acme-log-archive");
    await move(account, unit, rootId);
    expect(await queuesOf(account)).toEqual(["retained-1"]);
    await move(account, rootId, unit);
    await remove("retained", [unit]);
  });
});

function byAccount(a: { readonly Account: string | undefined }, b: { readonly Account: string | undefined }) {
  return (a.Account ?? "").localeCompare(b.Account ?? "");
}

describe("a role of a template", () => {
  const statement = (Action: string, more: object) => ({ Effect: "Allow", Action: [Action], ...more });
  const document = (one: object) => ({ Version: "2012-10-17", Statement: [one] });
  const trust = document(statement("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } }));
  const policy = document(statement("sqs:SendMessage", { Resource: ["*"] }));
  const templateOf = (name: string) => {
    const RoleName = { "Fn::Join": ["-", [name, { Ref: "AWS::Region" }]] };
    const Policies = [{ PolicyName: "send", PolicyDocument: policy }];
    const Properties = { RoleName, AssumeRolePolicyDocument: trust, Policies };
    return JSON.stringify({ Resources: { Role: { Type: "AWS::IAM::Role", Properties } } });
  };
  async function policiesOf(account: string, role: string) {
    const iam = new IAMClient(scenario.admin(account));
    const details = new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"] });
    const { RoleDetailList = [] } = await iam.send(details);
    iam.destroy();
    return RoleDetailList.filter(({ RoleName }) => RoleName === role).flatMap(({ RolePolicyList = [] }) =>
      RolePolicyList.map(({ PolicyDocument = "" }) => JSON.parse(decodeURIComponent(PolicyDocument))),
    );
  }

  it("has its policies in IAM, made by a StackSet", async () => {
    const unit = unitOf("acme-infrasec");
    await create("roles", [unit], false, templateOf("sender"));
    expect(await policiesOf(scenario.account("acme-log-archive"), "sender-us-west-2")).toEqual([policy]);
    await remove("roles", [unit]);
  });

  it("has its policies in IAM, made by a stack", async () => {
    const { managementAccountId } = scenario.organization;
    const TemplateBody = templateOf("caller");
    await cloudFormation.send(new CreateStackCommand({ StackName: "one-role", TemplateBody }));
    expect(await policiesOf(managementAccountId, "caller-us-west-2")).toEqual([policy]);
  });
});
