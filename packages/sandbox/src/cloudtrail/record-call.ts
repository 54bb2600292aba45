// Turns a call into the events that EventBridge gets from CloudTrail. Calls that failed are told of security groups only.
import { eventTime } from "../event-bus/bus-event";
import type { Answer, Place } from "../gateway/moto-client";
import { isRecord, textOf } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";
import { instanceRequest, isInstanceCall } from "./instance-record";
import { errorOf, readAnswer } from "./read-answer";
import { requestShape, responseShape } from "./record-shape";
import { groupRequest, groupResponse, isSecurityGroupCall } from "./security-group-record";
import { userIdentity } from "./user-identity";
import { isRecorded, regionOfRecord } from "./which-calls";

export type TrailEvent = {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** An event and the account and region on whose default bus it arrives. */
export type TrailRecord = { readonly event: TrailEvent; readonly place: Place };

/** The records of a call: none for reads and data, one for most, two when another account or service reports too. */
export function recordsOf(
  call: ReceivedCall,
  answer: Answer,
  now: Date,
  newId: () => string,
): readonly TrailRecord[] {
  if (!isRecorded(call.service, call.operation)) return [];
  const region = regionOfRecord(call.service, call.region);
  const place = { accountId: call.principal.accountId, region };
  if (answer.status >= 300) {
    if (!isSecurityGroupCall(call.service, call.operation)) return [];
    return [apiCall(call, errorOf(answer), place, now, newId)];
  }
  const response = readAnswer(call.protocol, call.operation, answer);
  const own = apiCall(call, { response }, place, now, newId);
  return [own, ...alsoElsewhere(call, response, region, now, newId)];
}

type Response = Readonly<Record<string, unknown>>;

/** What was answered, or why the call failed. */
type Outcome =
  | { readonly response: Response }
  | { readonly errorCode: string; readonly errorMessage: string };

function apiCall(
  call: ReceivedCall,
  outcome: Outcome,
  place: Place,
  now: Date,
  newId: () => string,
): TrailRecord {
  const at = eventTime(now);
  const { service, operation } = call;
  const requestID = newId();
  const detail = {
    eventVersion: "1.09",
    userIdentity: userIdentity(call.principal, call.accessKeyId, at),
    eventTime: at,
    eventSource: `${service}.amazonaws.com`,
    eventName: operation,
    awsRegion: place.region,
    sourceIPAddress: "127.0.0.1",
    userAgent: call.head.headers["user-agent"] ?? "sandbox",
    ...("response" in outcome ? {} : outcome),
    requestParameters: requestOf(call),
    responseElements: "response" in outcome ? responseOf(call, outcome.response, requestID) : null,
    requestID,
    eventID: newId(),
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: place.accountId,
    eventCategory: "Management",
  };
  return {
    place,
    event: { source: `aws.${service}`, "detail-type": "AWS API Call via CloudTrail", detail },
  };
}

function requestOf({ service, operation, parameters }: ReceivedCall): unknown {
  if (isSecurityGroupCall(service, operation)) return groupRequest(operation, parameters);
  if (isInstanceCall(service, operation)) return instanceRequest(operation, parameters);
  return requestShape(service, operation, parameters);
}

function responseOf({ service, operation }: ReceivedCall, response: Response, requestId: string): unknown {
  if (isSecurityGroupCall(service, operation)) return groupResponse(operation, response, requestId);
  return responseShape(service, response);
}

/** AssumeRoot is also recorded by the account whose root it becomes; Organizations reports a new account by itself. */
function alsoElsewhere(
  call: ReceivedCall,
  response: Readonly<Record<string, unknown>>,
  region: string,
  now: Date,
  newId: () => string,
): readonly TrailRecord[] {
  const target = textOf(call.parameters.TargetPrincipal)?.replace(/^arn:aws:iam::(\d+):root$/, "$1");
  if (call.operation === "AssumeRoot" && target && target !== call.principal.accountId) {
    return [apiCall(call, { response }, { accountId: target, region }, now, newId)];
  }
  const status = response.CreateAccountStatus;
  if (call.operation !== "CreateAccount" || !isRecord(status)) return [];
  const place = { accountId: call.principal.accountId, region };
  return [{ place, event: createAccountResult(status, place, now, newId) }];
}

function createAccountResult(
  status: Readonly<Record<string, unknown>>,
  place: Place,
  now: Date,
  newId: () => string,
): TrailEvent {
  const detail = {
    eventVersion: "1.09",
    userIdentity: { accountId: place.accountId, invokedBy: "organizations.amazonaws.com" },
    eventTime: eventTime(now),
    eventSource: "organizations.amazonaws.com",
    eventName: "CreateAccountResult",
    awsRegion: place.region,
    sourceIPAddress: "organizations.amazonaws.com",
    userAgent: "organizations.amazonaws.com",
    requestParameters: null,
    responseElements: null,
    eventID: newId(),
    readOnly: false,
    eventType: "AwsServiceEvent",
    managementEvent: true,
    recipientAccountId: place.accountId,
    serviceEventDetails: { createAccountStatus: responseShape("organizations", status) },
    eventCategory: "Management",
  };
  return { source: "aws.organizations", "detail-type": "AWS Service Event via CloudTrail", detail };
}
