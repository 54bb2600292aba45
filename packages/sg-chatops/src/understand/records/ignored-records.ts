// Records after which nothing has changed, and bodies that are no such records.
import { alice, jane } from "./callers";
import { newRecord, oldRecord, plainAnswer, type RecordCase } from "./record-case";

const ingress = {
  ...newRecord,
  ...alice.said,
  eventName: "AuthorizeSecurityGroupIngress",
  requestParameters: {
    groupId: "sg-0a1b2c3d4e5f60001",
    ipPermissions: {
      items: [
        { ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } },
      ],
    },
  },
  responseElements: plainAnswer,
} as const;
const other = "Another call than those that change security groups.";
const noEvent = "The body is no record of an AWS call.";

export const ignoredRecords: readonly RecordCase[] = [
  {
    name: "ignored: not allowed",
    record: {
      ...ingress,
      errorCode: "Client.UnauthorizedOperation",
      errorMessage: "You are not authorized to perform this operation.",
      responseElements: null,
    },
    read: { kind: "ignored", because: "The call failed: Client.UnauthorizedOperation" },
  },
  {
    name: "ignored: failed, with neither request nor answer",
    record: {
      ...ingress,
      errorCode: "Client.InvalidPermission.Duplicate",
      requestParameters: null,
      responseElements: null,
    },
    read: { kind: "ignored", because: "The call failed: Client.InvalidPermission.Duplicate" },
  },
  {
    name: "ignored: an error with nothing but its message",
    record: { ...oldRecord, ...ingress, errorMessage: "The same permission must not appear multiple times" },
    read: { kind: "ignored", because: "The call failed: The same permission must not appear multiple times" },
  },
  {
    name: "ignored: an error that is no text",
    record: { ...ingress, errorCode: { code: 400 } },
    read: { kind: "ignored", because: "The call failed: for a reason that cannot be read" },
  },
  {
    name: "ignored: a dry run, as EC2 refuses it",
    record: {
      ...ingress,
      errorCode: "Client.DryRunOperation",
      errorMessage: "Request would have succeeded, but DryRun flag is set.",
      responseElements: null,
    },
    read: { kind: "ignored", because: "The call failed: Client.DryRunOperation" },
  },
  {
    name: "ignored: a dry run that says so in the request alone",
    record: {
      ...ingress,
      ...jane.said,
      eventName: "ModifySecurityGroupRules",
      requestParameters: {
        ModifySecurityGroupRulesRequest: { DryRun: true, GroupId: "sg-0a1b2c3d4e5f60001" },
      },
    },
    read: { kind: "ignored", because: "The call was a dry run." },
  },
  {
    name: "ignored: the answer is false",
    record: { ...ingress, responseElements: { _return: false } },
    read: { kind: "ignored", because: "The call failed: EC2 answered false." },
  },
  {
    name: "ignored: the wrapped answer is false",
    record: {
      ...ingress,
      eventName: "ModifySecurityGroupRules",
      responseElements: { ModifySecurityGroupRulesResponse: { return: "false" } },
    },
    read: { kind: "ignored", because: "The call failed: EC2 answered false." },
  },
  {
    name: "ignored: another call of EC2",
    record: { ...ingress, eventName: "RunInstances" },
    read: { kind: "ignored", because: other },
  },
  {
    name: "ignored: a call of the same name to another service",
    record: { ...ingress, eventSource: "rds.amazonaws.com" },
    read: { kind: "ignored", because: other },
  },
  {
    name: "ignored: no name of a call",
    record: { ...ingress, eventName: null },
    read: { kind: "ignored", because: noEvent },
  },
  {
    name: "ignored: an event whose detail is a text",
    record: ingress,
    event: { detail: "see attachment" },
    read: { kind: "ignored", because: noEvent },
  },
];
