import type { Principal } from "../aws-call";
import { readCall } from "./read-call";
import { type RequestHead, readScope } from "./received-call";

const admin: Principal = { kind: "admin", accountId: "111111111111" };

function asked(service: string, head: Partial<RequestHead>, body = "") {
  const whole: RequestHead = { method: "POST", target: "/", headers: {}, ...head };
  const scope = { accessKeyId: "111111111111", region: "us-west-2", service };
  const { protocol, operation, parameters } = readCall(whole, scope, admin, Buffer.from(body));
  return { protocol, operation, parameters };
}

describe("readCall", () => {
  it("reads JSON calls", () => {
    const headers = { "x-amz-target": "DynamoDB_20120810.PutItem" };
    expect(asked("dynamodb", { headers }, '{"TableName":"t"}')).toEqual({
      protocol: "json",
      operation: "PutItem",
      parameters: { TableName: "t" },
    });
  });

  it("reads query calls with their lists and structures", () => {
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const form =
      "Action=CreateTopic&Version=2010-03-31&Name=t&Tags.member.1.Key=a&Tags.member.1.Value=b&Attributes.entry.1.key=k";
    expect(asked("sns", { headers }, form)).toEqual({
      protocol: "query",
      operation: "CreateTopic",
      parameters: { Name: "t", Tags: [{ Key: "a", Value: "b" }], Attributes: [{ key: "k" }] },
    });
    const ec2 = "Action=AuthorizeSecurityGroupIngress&IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0%2F0";
    expect(asked("ec2", { headers }, ec2)).toEqual({
      protocol: "ec2",
      operation: "AuthorizeSecurityGroupIngress",
      parameters: { IpPermissions: [{ IpRanges: [{ CidrIp: "0.0.0.0/0" }] }] },
    });
  });

  it("reads REST calls by method and path", () => {
    const target = "/detector/d-1/findings/create";
    expect(asked("guardduty", { target }, '{"findingTypes":["x"]}')).toEqual({
      protocol: "rest-json",
      operation: "CreateSampleFindings",
      parameters: { DetectorId: "d-1", findingTypes: ["x"] },
    });
    const list = { method: "GET", target: "/detector/d-1/member?onlyAssociated=false" };
    expect(asked("guardduty", list)).toEqual({
      protocol: "rest-json",
      operation: "ListMembers",
      parameters: { DetectorId: "d-1", onlyAssociated: "false" },
    });
    const untag = { method: "DELETE", target: "/tags/arn%3Ax%2Fd-1?tagKeys=a&tagKeys=b" };
    expect(asked("guardduty", untag).parameters).toEqual({ ResourceArn: "arn:x/d-1", tagKeys: ["a", "b"] });
    expect(asked("lambda", { target: "/2015-03-31/functions/orgwatch%3Ax/invocations" }).parameters).toEqual({
      FunctionName: "orgwatch:x",
    });
  });

  it.each([
    ["lambda", "/2018-10-31/layers", "ListLayers"],
    ["lambda", "/2018-10-31/layers?find=LayerVersion&Arn=a", "GetLayerVersionByArn"],
    [
      "lambda",
      "/2019-09-30/functions/f/provisioned-concurrency?List=ALL",
      "ListProvisionedConcurrencyConfigs",
    ],
    ["apigateway", "/restapis/a1/stages", "GetStages"],
    ["apigateway", "/v2/apis/", "GetApis"],
    ["es", "/2021-01-01/domain", "ListDomainNames"],
    ["kafka", "/api/v2/clusters", "ListClustersV2"],
  ])("knows what reads %s %s by the SDK's own routes", (service, target, operation) => {
    expect(asked(service, { method: "GET", target }).operation).toBe(operation);
  });

  it("reads REST calls with XML", () => {
    const target = "/2013-04-01/hostedzone/Z1/rrset?maxitems=5";
    expect(asked("route53", { method: "GET", target })).toEqual({
      protocol: "rest-xml",
      operation: "ListResourceRecordSets",
      parameters: { HostedZoneId: "Z1", maxitems: "5" },
    });
  });

  it("names a REST call that is in no table by method and path", () => {
    expect(asked("guardduty", { method: "GET", target: "/new/thing" })).toEqual({
      protocol: "rest-json",
      operation: "GET /new/thing",
      parameters: {},
    });
  });

  it("reads CBOR calls by their path", () => {
    const headers = { "smithy-protocol": "rpc-v2-cbor" };
    const target = "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm";
    expect(asked("monitoring", { headers, target })).toEqual({
      protocol: "cbor",
      operation: "PutMetricAlarm",
      parameters: {},
    });
  });

  it.each<[string, string, string, Record<string, string>]>([
    ["PUT", "/b/a%20key/x", "PutObject", { Bucket: "b", Key: "a key/x" }],
    ["GET", "/b?list-type=2", "ListObjectsV2", { Bucket: "b" }],
    ["PUT", "/b", "CreateBucket", { Bucket: "b" }],
    ["GET", "/b?lifecycle", "GetBucket?lifecycle", { Bucket: "b" }],
    ["GET", "/b?policyStatus", "GetBucket?policyStatus", { Bucket: "b" }],
    ["GET", "/", "ListBuckets", {}],
  ])("reads S3's %s %s", (method, target, operation, parameters) => {
    expect(asked("s3", { method, target })).toEqual({ protocol: "s3", operation, parameters });
  });
});

describe("readScope", () => {
  const scopeOf = (head: Partial<RequestHead>) =>
    readScope({ method: "GET", target: "/", headers: {}, ...head });

  it("reads a signature's header and a presigned S3 URL, and nothing else", () => {
    const authorization =
      "AWS4-HMAC-SHA256 Credential=AKIA/20300107/us-west-2/SQS/aws4_request, SignedHeaders=host, Signature=0";
    const presigned = "/b/k?X-Amz-Credential=AKIA%2F20300107%2Fus-east-1%2Fs3%2Faws4_request";
    expect(scopeOf({ headers: { authorization } })).toEqual({
      accessKeyId: "AKIA",
      region: "us-west-2",
      service: "sqs",
    });
    expect(scopeOf({ target: presigned })).toEqual({
      accessKeyId: "AKIA",
      region: "us-east-1",
      service: "s3",
    });
    expect(scopeOf({ target: presigned.replace("s3", "iam") })).toBeUndefined();
    expect(scopeOf({ headers: { authorization: "Bearer x" } })).toBeUndefined();
  });
});
