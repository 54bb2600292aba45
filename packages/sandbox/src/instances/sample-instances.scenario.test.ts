import { DescribeInstancesCommand, EC2Client, type Instance } from "@aws-sdk/client-ec2";
import { IAMClient, ListAccountAliasesCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { adminJson } from "../admin-call";
import { type Scenario, startScenario } from "../gateway/scenario";
import { createSampleInstances, fixSampleTags, type SampleInstance } from "./sample-instances";
import { createSamplePeople } from "./sample-people";
import { identityStoreId, mailSender, sandboxTagPolicy } from "./sandbox-tag-policy";

let scenario: Scenario;
let made: readonly SampleInstance[];

beforeAll(async () => {
  scenario = await startScenario();
  const { gateway, organization } = scenario;
  made = await createSampleInstances(gateway.url, organization, new Date("2030-01-07T09:00:00Z"));
}, 120_000);

afterAll(() => scenario?.stop());

it("are sixty, of every kind, in all member accounts and both regions", () => {
  expect(tally(made, ({ kind }) => kind)).toEqual({
    ...{ good: 28, "keys-in-another-case": 1, "empty-value": 1, "wrong-value": 1, "unknown-owner": 1 },
    ...{ "missing-key": 2, untagged: 10, stopped: 1, protected: 1 },
    ...{ exempt: 1, "exempt-expired": 1, "exempt-too-long": 1 },
    ...{ "auto-scaling": 3, eks: 2, karpenter: 2, spot: 1, "fixed-later": 1, canary: 2 },
  });
  expect(made).toHaveLength(60);
  expect(new Set(made.map(({ accountName }) => accountName)).size).toBe(7);
});

it("are in EC2 what they are called", async () => {
  const [protectedOne, member, spot, canary, exempt] = await Promise.all(
    (["protected", "auto-scaling", "spot", "canary", "exempt"] as const).map(instanceOf),
  );
  expect(protectedOne?.Tags).toEqual([{ Key: "Name", Value: "ledger" }]);
  expect(member?.Tags).toContainEqual({ Key: "aws:autoscaling:groupName", Value: "web" });
  expect(spot?.InstanceLifecycle).toBe("spot");
  expect([canary?.State?.Name, canary?.Tags?.find(({ Key }) => Key === "Name")?.Value]).toEqual([
    "stopped",
    "api-canary-us-west-2",
  ]);
  expect(exempt?.Tags).toContainEqual({ Key: "orgwatch:tag-exempt-until", Value: "2030-02-06" });
});

it("get their tags from the owner who was late", async () => {
  await fixSampleTags(scenario.gateway.url, made);
  const tags = (await instanceOf("fixed-later"))?.Tags ?? [];
  expect(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))).toEqual({
    ...{ created_by: "alice", department: "platform", project: "runners" },
  });
});

it("have owners whom AWS knows, and a sender for the mails to them", async () => {
  const { gateway, organization, region } = scenario;
  await createSamplePeople(gateway.url, organization);
  const store = { endpoint: gateway.url, accountId: organization.managementAccountId, region };
  const body = { IdentityStoreId: identityStoreId };
  expect(await adminJson(store, "identitystore", "AWSIdentityStore.ListUsers", body)).toMatchObject({
    Users: [{ UserName: "alice", Emails: [{ Value: "alice@acme.example" }] }, { UserName: "bob" }],
  });
  const build = new IAMClient(scenario.admin(scenario.account("acme-build")));
  const { Users = [] } = await build.send(new ListUsersCommand({}));
  const payments = new IAMClient(scenario.admin(scenario.account("acme-payments-prod")));
  const { AccountAliases } = await payments.send(new ListAccountAliasesCommand({}));
  expect([Users.map(({ UserName }) => UserName), AccountAliases]).toEqual([["deployer"], ["acme-payments"]]);
  const ses = new SESv2Client(scenario.admin(organization.infrasecAccountId));
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: mailSender.address,
      Destination: { ToAddresses: ["alice@acme.example"] },
      Content: { Simple: { Subject: { Data: "x" }, Body: { Text: { Data: "y" } } } },
    }),
  );
  expect(gateway.mail.messages()).toHaveLength(1);
  for (const client of [build, payments, ses]) client.destroy();
});

it("stay below the caps of the sandbox's policy, but for one account", () => {
  const { caps } = sandboxTagPolicy(scenario.organization, scenario.gateway.url);
  const fine = new Set([
    "good",
    "canary",
    "exempt",
    "fixed-later",
    "auto-scaling",
    "eks",
    "karpenter",
    "spot",
  ]);
  const wrong = made.filter(({ kind }) => !fine.has(kind));
  const all = tally(made, ({ accountName }) => accountName);
  const shares = Object.entries(tally(wrong, ({ accountName }) => accountName)).flatMap(([name, count]) =>
    (count / (all[name] ?? 0)) * 100 > caps.accountPercent ? [name] : [],
  );
  expect(shares).toEqual(["acme-payments-staging"]);
  expect(wrong.length).toBeLessThanOrEqual(caps.instances);
});

function tally(instances: readonly SampleInstance[], keyOf: (instance: SampleInstance) => string) {
  const counts: Record<string, number> = {};
  for (const instance of instances) counts[keyOf(instance)] = (counts[keyOf(instance)] ?? 0) + 1;
  return counts;
}

async function instanceOf(kind: SampleInstance["kind"]): Promise<Instance | undefined> {
  const found = made.find((one) => one.kind === kind);
  const ec2 = new EC2Client(scenario.admin(found?.accountId ?? "", found?.region));
  const InstanceIds = [found?.instanceId ?? ""];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  ec2.destroy();
  return Reservations[0]?.Instances?.[0];
}
