import http from "node:http";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutPermissionCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { rootSignIn } from "./cloudtrail/root-sign-in";
import { type Scenario, startScenario } from "./gateway/scenario";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
}, 60_000);

afterAll(() => scenario.stop());

describe("a call in a member account", () => {
  it("reaches the organization's bus only once its policy lets the organization in", async () => {
    const infrasec = scenario.organization.infrasecAccountId;
    const member = scenario.account("acme-data-lake");
    const home = new EventBridgeClient(scenario.admin(infrasec));
    const { EventBusArn = "" } = await home.send(new CreateEventBusCommand({ Name: "orgwatch" }));
    const arrived = await scenario.queue(infrasec, "forwarded");
    const lost = await scenario.queue(member, "lost", "us-east-1");
    const pattern = { source: ["aws.iam"], detail: { eventName: ["CreateRole"] } };
    await scenario.rule(infrasec, "from-members", pattern, { Arn: arrived.arn }, { bus: "orgwatch" });
    const target = { Arn: EventBusArn, DeadLetterConfig: { Arn: lost.arn } };
    await scenario.rule(member, "forward", pattern, target, { region: "us-east-1" });
    const iam = new IAMClient(scenario.admin(member));
    const role = (RoleName: string) =>
      iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: "{}" }));
    const seen = (accountId: string, name: string) =>
      expect.objectContaining({
        account: accountId,
        region: "us-east-1",
        detail: expect.objectContaining({ requestParameters: expect.objectContaining({ roleName: name }) }),
      });

    await role("first");
    expect(await lost.receive()).toEqual([seen(member, "first")]);

    const Statement = [
      {
        Sid: "organization",
        Effect: "Allow",
        Principal: "*",
        Action: "events:PutEvents",
        Resource: EventBusArn,
        Condition: { StringEquals: { "aws:PrincipalOrgID": scenario.organization.id } },
      },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await home.send(new PutPermissionCommand({ EventBusName: "orgwatch", Policy }));
    await role("second");
    expect(await arrived.receive()).toEqual([seen(member, "second")]);
  });

  it("of root signing in arrives in us-east-1", async () => {
    const member = scenario.account("acme-payments-staging");
    const arrived = await scenario.queue(member, "root", "us-east-1");
    const pattern = { "detail-type": ["AWS Console Sign In via CloudTrail"] };
    await scenario.rule(member, "root", pattern, { Arn: arrived.arn }, { region: "us-east-1" });
    await rootSignIn(scenario.gateway, { accountId: member, success: true, mfa: false, ip: "198.51.100.7" });
    expect(await arrived.receive()).toEqual([
      expect.objectContaining({
        account: member,
        detail: expect.objectContaining({ responseElements: { ConsoleLogin: "Success" } }),
      }),
    ]);
  });
});

describe("a role", () => {
  const role = { kind: "role", roleName: "reader", sessionName: "s" } as const;

  it("is recognised by credentials that the gateway gave out, and judged", async () => {
    const accountId = scenario.account("acme-dev");
    const asked: string[] = [];
    scenario.gateway.guard(({ service, operation, principal }) => {
      asked.push(`${principal.roleName} ${service}:${operation}`);
      return operation === "CreateQueue" ? { status: 403, code: "AccessDenied", message: "no" } : undefined;
    });
    const credentials = scenario.gateway.issue({ ...role, accountId });
    const configuration = { ...scenario.admin(accountId), credentials };
    const identity = await new STSClient(configuration).send(new GetCallerIdentityCommand({}));
    const refused = new SQSClient(configuration).send(new CreateQueueCommand({ QueueName: "x" }));
    await expect(refused).rejects.toMatchObject({ name: "AccessDenied" });
    expect([identity.Arn, asked]).toEqual([
      `arn:aws:sts::${accountId}:assumed-role/reader/s`,
      ["reader sts:GetCallerIdentity", "reader sqs:CreateQueue"],
    ]);
  });

  it("can be assumed across accounts", async () => {
    const target = scenario.account("acme-build");
    const input = { RoleArn: `arn:aws:iam::${target}:role/path/reader`, RoleSessionName: "audit" };
    const { Credentials } = await new STSClient(scenario.admin(scenario.account("acme-dev"))).send(
      new AssumeRoleCommand(input),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    const sts = new STSClient({ ...scenario.admin(target), credentials });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:sts::${target}:assumed-role/reader/audit`);
  });
});

describe("the gateway", () => {
  it("hands events to functions", async () => {
    const accountId = scenario.account("acme-log-archive");
    const functionArn = `arn:aws:lambda:${scenario.region}:${accountId}:function:f`;
    const invoked = new Promise<unknown>((resolve) => {
      scenario.gateway.onInvoke(async (arn, event) => resolve([arn, event]));
    });
    const events = await scenario.rule(accountId, "invoke", { source: ["shop"] }, { Arn: functionArn });
    const Entries = [{ Source: "shop", DetailType: "Order", Detail: '{"n":1}' }];
    const answer = await events.send(new PutEventsCommand({ Entries }));
    expect(answer.FailedEntryCount).toBe(0);
    expect(await invoked).toEqual([
      functionArn,
      expect.objectContaining({ source: "shop", detail: { n: 1 } }),
    ]);
  });

  it("writes events to log groups", async () => {
    const accountId = scenario.account("acme-log-archive");
    const logs = new CloudWatchLogsClient(scenario.admin(accountId));
    const logGroupName = "/aws/events/shop";
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const Arn = `arn:aws:logs:${scenario.region}:${accountId}:log-group:${logGroupName}:*`;
    await scenario.rule(accountId, "log", { source: ["till"] }, { Arn });
    const event = { source: "till", "detail-type": "Sale", detail: { n: 2 }, id: "e-1" };
    await scenario.gateway.emit(event, { accountId, region: scenario.region });
    const { events } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: "e-1" }));
    expect(events?.map(({ message }) => JSON.parse(message ?? ""))).toEqual([expect.objectContaining(event)]);
  });

  it("says when a queue was fed", async () => {
    const accountId = scenario.account("acme-log-archive");
    const fed: (string | undefined)[] = [];
    const { client, QueueUrl, arn } = await scenario.queue(accountId, "fed");
    const end = scenario.gateway.onQueueFed((queueArn) => fed.push(queueArn));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
    end();
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
    expect(fed).toEqual([arn]);
  });

  it("throttles, doubles and delays on request", async () => {
    const accountId = scenario.account("acme-log-archive");
    const { client, QueueUrl, receive } = await scenario.queue(accountId, "faulty");
    const send = (n: number) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ n }) }));
    scenario.gateway.faults.add({
      service: "sqs",
      operation: "SendMessage",
      kind: "throttle",
      share: 1,
      times: 1,
    });
    await expect(send(0)).rejects.toMatchObject({ name: "ThrottlingException" });
    scenario.gateway.faults.add({
      service: "sqs",
      operation: "SendMessage",
      kind: "duplicate",
      share: 1,
      times: 1,
    });
    await send(1);
    expect(await receive()).toEqual([{ n: 1 }, { n: 1 }]);
    const late = { kind: "reorder", share: 1, times: 1, milliseconds: 200 } as const;
    scenario.gateway.faults.add({ service: "sqs", operation: "SendMessage", ...late });
    await Promise.all([send(2), send(3)]);
    expect(await receive()).toEqual([{ n: 3 }, { n: 2 }]);
    scenario.gateway.faults.clear();
  });

  it("answers only this machine, and leaves unsigned paths to their handlers", async () => {
    scenario.gateway.route("/_orgwatch/", async (_, response, body) => void response.end(`got ${body}`));
    const ask = (path: string, headers: Record<string, string>, body = "") =>
      new Promise<string>((resolve, reject) => {
        const request = http.request(
          `${scenario.gateway.url}${path}`,
          { method: "POST", headers },
          (response) => {
            let text = "";
            response.on("data", (part) => {
              text += part;
            });
            response.on("end", () => resolve(`${response.statusCode} ${text.trim()}`));
          },
        );
        request.on("error", reject).end(body);
      });
    expect(await ask("/_orgwatch/x", {}, "this")).toBe("200 got this");
    expect(await ask("/_orgwatch/x", { origin: "http://evil.example" })).toMatch(/^403 /);
    expect(await ask("/_orgwatch/x", { host: "evil.example" })).toMatch(/^403 /);
    expect(await ask("/moto-api/reset", {})).toMatch(/^404 /);
  });
});
