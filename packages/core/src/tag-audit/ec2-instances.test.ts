import { EC2Client } from "@aws-sdk/client-ec2";
import { NeverAgain } from "../errors";
import { RoleRefused } from "../organization/assume-role";
import { type LocalAnswer, type LocalAws, startLocalAws } from "../testing/local-aws";
import { instanceReader } from "./ec2-instances";
import { readProblem } from "./ec2-read-problem";

const accountId = "444444444444";
let local: LocalAws;
let answer: (operation: string, body: URLSearchParams) => LocalAnswer;

beforeAll(async () => {
  local = await startLocalAws(({ operation, body }) => answer(operation, new URLSearchParams(body)));
});
afterAll(() => local.stop());

const read = (region = "eu-west-1") => {
  const client = new EC2Client({ ...local.client, region, maxAttempts: 1 });
  return instanceReader(client, { accountId, region })();
};
const ok = (operation: string, xml: string) => ({
  status: 200,
  body: `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${xml}</${operation}Response>`,
});
const refused = (code: string) => ({
  status: 400,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>`,
});
const tags = (all: Record<string, string>) =>
  `<tagSet>${Object.entries(all)
    .map(([key, value]) => `<item><key>${key}</key><value>${value}</value></item>`)
    .join("")}</tagSet>`;
const instance = (id: string, state: string, more = "") =>
  `<item><instanceId>${id}</instanceId><instanceState><name>${state}</name></instanceState><launchTime>2030-01-07T08:00:00.000Z</launchTime>${more}</item>`;
const page = (instances: string, nextToken = "") =>
  ok(
    "DescribeInstances",
    `<reservationSet><item><instancesSet>${instances}</instancesSet></item></reservationSet>${nextToken && `<nextToken>${nextToken}</nextToken>`}`,
  );
const attachedTo = (volume: string, network: string) =>
  `<blockDeviceMapping><item><ebs><attachTime>${volume}</attachTime></ebs></item></blockDeviceMapping>
   <networkInterfaceSet><item><attachment><attachTime>${network}</attachTime></attachment></item></networkInterfaceSet>`;
const seen = (instanceId: string, more: object = {}) => ({
  accountId,
  region: "eu-west-1",
  instanceId,
  state: "running",
  launchedAt: "2030-01-07T08:00:00.000Z",
  createdAt: "2030-01-07T08:00:00.000Z",
  tags: {},
  ...more,
});

describe("reading the instances of a region", () => {
  it.each(["InvalidAction", "UnsupportedOperation"])(
    "reads a region without VM Import, which answers %s",
    async (code) => {
      answer = (operation) =>
        operation === "DescribeConversionTasks" ? refused(code) : page(instance("i-1", "running"));
      expect(await read()).toEqual([seen("i-1")]);
    },
  );

  it("reads all pages, with what keeps each instance and the oldest time that EC2 tells of it", async () => {
    const asked: Record<string, string>[] = [];
    answer = (operation, body) => {
      if (operation === "DescribeConversionTasks")
        return ok(
          operation,
          `<conversionTasks>
             <item><conversionTaskId>import-i-1</conversionTaskId><state>active</state><importInstance><instanceId>i-import</instanceId></importInstance></item>
             <item><conversionTaskId>import-i-2</conversionTaskId><state>completed</state><importInstance><instanceId>i-old</instanceId></importInstance></item>
           </conversionTasks>`,
        );
      asked.push(Object.fromEntries([...body].filter(([key]) => key !== "Action" && key !== "Version")));
      if (body.get("NextToken") === null)
        return page(
          instance("i-old", "stopped", attachedTo("2029-05-01T00:00:00.000Z", "2029-05-01T00:00:01.000Z")) +
            instance("i-tags", "running", tags({ Name: "web", empty: "" })),
          "more",
        );
      return page(
        instance("i-group", "running", tags({ "aws:autoscaling:groupName": "web" })) +
          instance("i-spot", "stopping", "<spotInstanceRequestId>sir-1</spotInstanceRequestId>") +
          instance("i-import", "stopped", "<instanceType>t3.micro</instanceType>") +
          instance("i-late", "terminated"),
      );
    };
    expect({ read: await read(), asked }).toEqual({
      read: [
        seen("i-old", { state: "stopped", createdAt: "2029-05-01T00:00:00.000Z" }),
        seen("i-tags", { tags: { Name: "web", empty: "" } }),
        seen("i-group", {
          tags: { "aws:autoscaling:groupName": "web" },
          keeper: { kind: "auto-scaling", name: "web" },
        }),
        seen("i-spot", { state: "stopping", keeper: { kind: "spot", name: "sir-1" } }),
        seen("i-import", {
          state: "stopped",
          instanceType: "t3.micro",
          keeper: { kind: "import", name: "import-i-1" },
        }),
      ],
      asked: [undefined, "more"].map((token) => ({
        MaxResults: "1000",
        "Filter.1.Name": "instance-state-name",
        "Filter.1.Value.1": "running",
        "Filter.1.Value.2": "stopping",
        "Filter.1.Value.3": "stopped",
        ...(token === undefined ? {} : { NextToken: token }),
      })),
    });
  });

  it("asks an empty region for nothing more", async () => {
    const before = local.calls.length;
    answer = () => page("");
    expect({
      read: await read(),
      calls: local.calls.slice(before).map(({ operation }) => operation),
    }).toEqual({ read: [], calls: ["DescribeInstances"] });
  });

  it.each([
    ["a later page", (_: string, body: URLSearchParams) => body.get("NextToken") !== null],
    ["its import tasks", (operation: string) => operation === "DescribeConversionTasks"],
  ])("reads nothing at all when %s cannot be read", async (_, isFailing) => {
    answer = (operation, body) =>
      isFailing(operation, body)
        ? refused("InternalError")
        : page(instance("i-1", "running"), body.get("NextToken") === null ? "more" : "");
    await expect(read()).rejects.toMatchObject({ name: "TryLater" });
  });

  it.each([
    ["OptInRequired", "eu-west-1", "NotOptedIn"],
    ["AuthFailure", "me-south-1", "NotOptedIn"],
    // Every account has this region: the credentials are wrong, and a region must not be skipped in silence.
    ["AuthFailure", "eu-west-1", "ReadRefused"],
    ["AuthFailure", "cn-north-1", "ReadRefused"],
    ["UnauthorizedOperation", "me-south-1", "ReadRefused"],
    ["RequestLimitExceeded", "eu-west-1", "Throttled"],
    ["Unavailable", "eu-west-1", "TryLater"],
    ["InvalidParameterValue", "eu-west-1", "InvalidParameterValue"],
  ])("takes %s in %s for %s", async (code, region, name) => {
    answer = () => refused(code);
    await expect(read(region)).rejects.toMatchObject({ name });
  });

  it("takes a role that cannot be had for a refusal, and an outage of STS for one that passes", () => {
    const problem = (refusal: "denied" | "unavailable") =>
      readProblem(accountId, "eu-west-1", new RoleRefused("arn", refusal, {}));
    expect([problem("denied"), problem("unavailable")]).toMatchObject([
      { name: "ReadRefused" },
      { name: "TryLater" },
    ]);
    const known = new NeverAgain("said already");
    expect(readProblem(accountId, "eu-west-1", known)).toBe(known);
  });
});
