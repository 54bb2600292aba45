import {
  ArchiveFindingsCommand,
  CreateSampleFindingsCommand,
  GetAdministratorAccountCommand,
  GetDetectorCommand,
  GetFindingsCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  ListFindingsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-guardduty";
import { CreateAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { type Scenario, startScenario } from "../gateway/scenario";
import { raiseFinding } from "./raise-finding";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
}, 60_000);

afterAll(() => scenario.stop());

async function guardDuty(accountId: string) {
  const client = new GuardDutyClient(scenario.admin(accountId));
  const { DetectorIds } = await client.send(new ListDetectorsCommand({}));
  return { client, DetectorId: DetectorIds?.[0] ?? "" };
}

describe("a finding", () => {
  it("made by the real API in a member account reaches a queue of the administrator through rule and topic", async () => {
    const infrasec = scenario.organization.infrasecAccountId;
    const member = scenario.account("acme-payments-prod");
    const arrived = await scenario.queue(infrasec, "alerts");
    const sns = new SNSClient(scenario.admin(infrasec));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "platform-alert" }));
    const subscription = { TopicArn, Protocol: "sqs", Endpoint: arrived.arn };
    await sns.send(new SubscribeCommand({ ...subscription, Attributes: { RawMessageDelivery: "true" } }));
    const pattern = { source: ["aws.guardduty"], detail: { severity: [{ numeric: [">=", 7] }] } };
    await scenario.rule(infrasec, "alerts", pattern, { Arn: TopicArn ?? "" });

    const { client, DetectorId } = await guardDuty(member);
    const FindingTypes = ["Backdoor:EC2/C&CActivity.B", "Recon:EC2/PortProbeUnprotectedPort"];
    await client.send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes }));

    const { FindingIds = [] } = await client.send(
      new ListFindingsCommand({ DetectorId, FindingCriteria: { Criterion: { severity: { Gte: 7 } } } }),
    );
    const [id] = FindingIds;
    expect(await arrived.receive()).toEqual([
      {
        version: "0",
        id: expect.any(String),
        "detail-type": "GuardDuty Finding",
        source: "aws.guardduty",
        account: infrasec,
        time: expect.any(String),
        region: scenario.region,
        resources: [],
        detail: expect.objectContaining({ id, accountId: member, severity: 8, schemaVersion: "2.0" }),
      },
    ]);
    const stops = scenario.journal.entries().filter(({ subject }) => subject === id);
    expect(stops.map(({ stop, accountId, what }) => [stop, accountId, what])).toEqual([
      ["GuardDuty", member, "Backdoor:EC2/C&CActivity.B, severity 8"],
      ["EventBridge", infrasec, "default: rule alerts"],
      ["SNS", infrasec, "platform-alert"],
      ["SQS", infrasec, "alerts"],
    ]);
  });

  it("is seen and archived by the administrator, and by no other member", async () => {
    const administrator = await guardDuty(scenario.organization.infrasecAccountId);
    const stranger = await guardDuty(scenario.account("acme-dev"));
    const member = scenario.account("acme-web-shop");
    const place = { accountId: member, region: scenario.region };
    const finding = await raiseFinding(scenario.gateway, place, {
      type: "Object:S3/MaliciousFile",
      title: "Real",
    });
    const see = async ({ client, DetectorId }: { client: GuardDutyClient; DetectorId: string }) => {
      const input = { DetectorId, FindingIds: [finding.id] };
      const { Findings = [] } = await client.send(new GetFindingsCommand(input));
      return Findings.map(({ Title, AccountId, Service }) => [Title, AccountId, Service?.Archived]);
    };
    expect([await see(administrator), await see(stranger)]).toEqual([[["Real", member, false]], []]);
    const { client, DetectorId } = administrator;
    await client.send(new ArchiveFindingsCommand({ DetectorId, FindingIds: [finding.id] }));
    expect(await see(administrator)).toEqual([["Real", member, true]]);
  });

  it("seen again keeps its id, counts on and takes what has changed", async () => {
    const place = { accountId: scenario.account("acme-build"), region: scenario.region };
    const first = await raiseFinding(scenario.gateway, place, {
      type: "UnauthorizedAccess:EC2/SSHBruteForce",
    });
    const again = await raiseFinding(scenario.gateway, place, {
      id: first.id,
      type: first.type,
      severity: 8,
    });
    expect([again.id, again.severity, again.service.count, again.title]).toEqual([
      first.id,
      8,
      2,
      first.title,
    ]);
  });

  it("cannot be made with another account's detector", async () => {
    const { client } = await guardDuty(scenario.account("acme-dev"));
    const { DetectorId } = await guardDuty(scenario.account("acme-build"));
    await expect(client.send(new CreateSampleFindingsCommand({ DetectorId }))).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });
});

describe("a detector", () => {
  it("has the tags that the real API gives and takes", async () => {
    const accountId = scenario.organization.infrasecAccountId;
    const { client, DetectorId } = await guardDuty(accountId);
    const ResourceArn = `arn:aws:guardduty:${scenario.region}:${accountId}:detector/${DetectorId}`;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { stack: "a", owner: "b", job: "c" } }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["owner", "job"] }));
    const { Tags: own } = await client.send(new GetDetectorCommand({ DetectorId }));
    const { Tags: listed } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect([own, listed]).toEqual([{ stack: "a" }, { stack: "a" }]);
  });
});

describe("an account", () => {
  it("that joins later gets GuardDuty by itself", async () => {
    const client = new OrganizationsClient(
      scenario.admin(scenario.organization.managementAccountId, "us-east-1"),
    );
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName: "acme-new", Email: "aws+new@acme.example" }),
    );
    const joined = await guardDuty(CreateAccountStatus?.AccountId ?? "");
    const { Administrator } = await joined.client.send(
      new GetAdministratorAccountCommand({ DetectorId: joined.DetectorId }),
    );
    expect(Administrator?.AccountId).toBe(scenario.organization.infrasecAccountId);
  });

  it("that is closed is shown as such", () => {
    const states = scenario.organization.accounts.map(({ name, state }) => [name, state]);
    expect(states.filter(([, state]) => state !== "ACTIVE")).toEqual([["acme-retired", "SUSPENDED"]]);
  });
});
