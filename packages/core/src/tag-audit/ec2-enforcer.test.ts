// The real SDK client against a local endpoint: what EC2 is asked, one instance at a time, and what becomes of answers of every kind.
import { EC2Client } from "@aws-sdk/client-ec2";
import { TryLater } from "../errors";
import { RoleRefused } from "../organization/assume-role";
import { type LocalAnswer, type LocalAws, startLocalAws } from "../testing/local-aws";
import { ec2Enforcer } from "./ec2-enforcer";
import type { Enforcer } from "./enforce-instance";

const place = { accountId: "444444444444", region: "us-west-2" };
const id = "i-0badc0de";
let answers: LocalAnswer[];
let aws: LocalAws;
let seen = 0;

beforeAll(async () => {
  aws = await startLocalAws(() => answers.shift() ?? { status: 500, body: "" });
});
afterAll(() => aws.stop());
beforeEach(() => {
  answers = [];
  seen = aws.calls.length;
});

function enforcer(): Enforcer {
  const client = new EC2Client({ ...aws.client, maxAttempts: 1 });
  return ec2Enforcer({ ...place, looker: client, actor: client });
}
const ok = (inner = ""): LocalAnswer => ({ status: 200, body: `<Answer>${inner}</Answer>` });
const refused = (code: string, status = 400): LocalAnswer => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
});
/** What was asked, as EC2 reads it; without its version. */
const asked = () =>
  aws.calls.slice(seen).map(({ body }) => {
    const { Version: _, ...fields } = Object.fromEntries(new URLSearchParams(body));
    return fields;
  });

function described(inner: string): LocalAnswer {
  return ok(
    `<reservationSet><item><instancesSet><item><instanceId>${id}</instanceId>${inner}</item></instancesSet></item></reservationSet>`,
  );
}

describe("looking", () => {
  const state = (name: string) => `<instanceState><name>${name}</name></instanceState>`;
  const launched = "<launchTime>2030-01-07T08:00:00.000Z</launchTime>";

  it("tells the state, the tags and the keeper of one instance", async () => {
    const tag = "<item><key>aws:autoscaling:groupName</key><value>web</value></item>";
    answers = [
      described(`${state("running")}${launched}<tagSet>${tag}<item><key>empty</key></item></tagSet>`),
      described(`${state("terminated")}${launched}<instanceLifecycle>spot</instanceLifecycle>`),
    ];
    const found = [await enforcer().look(id), await enforcer().look(id)];
    const times = { instanceId: id, launchedAt: "2030-01-07T08:00:00.000Z" };
    expect({ found, asked: asked() }).toEqual({
      found: [
        {
          ...times,
          state: "running",
          tags: { "aws:autoscaling:groupName": "web", empty: "" },
          keeper: { kind: "auto-scaling", name: "web" },
        },
        { ...times, state: "terminated", tags: {}, keeper: { kind: "spot", name: "spot" } },
      ],
      asked: Array.from({ length: 2 }, () => ({ Action: "DescribeInstances", "InstanceId.1": id })),
    });
  });

  it("finds nothing where EC2 knows of nothing", async () => {
    answers = [refused("InvalidInstanceID.NotFound")];
    expect(await enforcer().look(id)).toBeUndefined();
  });

  it("does not take an answer without data for an instance that is gone", async () => {
    answers = [ok("<reservationSet/>")];
    await expect(enforcer().look(id)).rejects.toThrow(TryLater);
  });

  it("asks whether termination protection is on", async () => {
    const value = (on: boolean) => ok(`<disableApiTermination><value>${on}</value></disableApiTermination>`);
    answers = [value(true), value(false)];
    expect([await enforcer().isProtected(id), await enforcer().isProtected(id), asked()[0]]).toEqual([
      true,
      false,
      { Action: "DescribeInstanceAttribute", InstanceId: id, Attribute: "disableApiTermination" },
    ]);
  });
});

it("changes one instance per call", async () => {
  const one = enforcer();
  answers = Array.from({ length: 6 }, () => ok());
  await one.mark(id, "stop on 2030-01-31");
  await one.unmark(id);
  await one.stop(id);
  await one.terminate(id);
  await one.protect(id, false);
  await one.protect(id, true);
  expect(asked()).toEqual([
    {
      ...{ Action: "CreateTags", "ResourceId.1": id },
      ...{ "Tag.1.Key": "orgwatch:tag-audit", "Tag.1.Value": "stop on 2030-01-31" },
    },
    { Action: "DeleteTags", "ResourceId.1": id, "Tag.1.Key": "orgwatch:tag-audit" },
    { Action: "StopInstances", "InstanceId.1": id },
    { Action: "TerminateInstances", "InstanceId.1": id },
    { Action: "ModifyInstanceAttribute", InstanceId: id, "DisableApiTermination.Value": "false" },
    { Action: "ModifyInstanceAttribute", InstanceId: id, "DisableApiTermination.Value": "true" },
  ]);
});

describe("what EC2 says instead", () => {
  it.each([
    ["OperationNotPermitted", 400, "Refused", "it is protected against this: OperationNotPermitted: no"],
    ["IncorrectInstanceState", 400, "Refused", "its state does not allow it: IncorrectInstanceState: no"],
    ["InvalidParameterValue", 400, "Refused", "EC2 refuses it: InvalidParameterValue: no"],
    [
      "InvalidInstanceID.NotFound",
      400,
      "InstanceGone",
      "the instance is gone from account 444444444444 in us-west-2",
    ],
    [
      "UnauthorizedOperation",
      403,
      "NoAccess",
      "account 444444444444 in us-west-2 does not allow it (UnauthorizedOperation)",
    ],
    ["RequestLimitExceeded", 503, "TryLater", "EC2 of account 444444444444 in us-west-2 cannot be used now"],
    ["InternalError", 500, "TryLater", "EC2 of account 444444444444 in us-west-2 cannot be used now"],
    ["ExpiredToken", 400, "TryLater", "EC2 of account 444444444444 in us-west-2 cannot be used now"],
  ])("%s", async (code, status, name, message) => {
    answers = [refused(code, status)];
    await expect(enforcer().stop(id)).rejects.toMatchObject({ name, message });
  });

  it("tells why an instance of a spot request, or without an EBS root, is not stopped", async () => {
    answers = [refused("UnsupportedOperation")];
    await expect(enforcer().stop(id)).rejects.toThrow(
      /^EC2 cannot do this with such an instance \(as one of/,
    );
  });

  it.each([
    ["denied", "NoAccess"],
    ["unavailable", "TryLater"],
  ] as const)("calls a role that is %s %s", async (refusal, name) => {
    const credentials = () => Promise.reject(new RoleRefused("arn:role", refusal, {}));
    const client = new EC2Client({ ...aws.client, credentials, maxAttempts: 1 });
    const one = ec2Enforcer({ ...place, looker: client, actor: client });
    await expect(one.look(id)).rejects.toMatchObject({ name });
  });
});
