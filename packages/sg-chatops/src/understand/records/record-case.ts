// CloudTrail's records of security-group calls as they come, and what each means. Written for these tests; accounts, addresses and keys are those
// kept for examples.
import type { RuleChange } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import type { GroupCall, ReadCall } from "../group-call";

/** One record, and what it means. `event` overrides what EventBridge puts around it. */
export type RecordCase = {
  readonly name: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
  readonly read: ReadCall;
  /** What becomes of the rules with what is known about the group, where the case says so. */
  readonly resolved?: {
    readonly known?: readonly Rule[];
    readonly current?: readonly Rule[];
    readonly ruleChanges: readonly RuleChange[];
    readonly notes?: readonly string[];
  };
};

/** What records of this decade share. */
export const newRecord = {
  eventVersion: "1.10",
  eventTime: "2030-01-07T08:59:58Z",
  eventSource: "ec2.amazonaws.com",
  awsRegion: "eu-west-1",
  requestID: "0c5f3f0e-4f0b-4c11-9f0e-1d1f3c4e5a60",
  eventID: "5d1f7e0a-88f1-4f3e-8a53-3a2f0c6f9b11",
  readOnly: false,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "111122223333",
  eventCategory: "Management",
  tlsDetails: {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader: "ec2.eu-west-1.amazonaws.com",
  },
} as const;

/** Records from before rules had ids. */
export const oldRecord = {
  eventVersion: "1.05",
  eventTime: "2030-01-07T08:59:58Z",
  eventSource: "ec2.amazonaws.com",
  awsRegion: "eu-west-1",
  requestID: "f3d0a4a2-7a52-4c0c-a3a4-0a8b0f1f2c3d",
  eventID: "5d1f7e0a-88f1-4f3e-8a53-3a2f0c6f9b11",
  eventType: "AwsApiCall",
  recipientAccountId: "111122223333",
} as const;

/** What the calls of all these records share. */
export const anyCall = {
  changeId: "5d1f7e0a-88f1-4f3e-8a53-3a2f0c6f9b11",
  eventTime: "2030-01-07T08:59:58.000Z",
  accountId: "111122223333",
  region: "eu-west-1",
  groupId: "sg-0a1b2c3d4e5f60001",
  groupName: undefined,
  vpcId: undefined,
} as const satisfies Partial<GroupCall>;

/** How an answer begins that tells no rules. */
export const plainAnswer = { requestId: "0c5f3f0e-4f0b-4c11-9f0e-1d1f3c4e5a60", _return: true } as const;
/** What each rule of an answer repeats about its group. */
export const inGroup = { groupOwnerId: "111122223333", groupId: "sg-0a1b2c3d4e5f60001" } as const;
