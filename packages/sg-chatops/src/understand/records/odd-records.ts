// Calls that succeeded, in records that say it in a way that nobody knows: told all the same, with words about what is missing.
import { alice, script } from "./callers";
import { anyCall, inGroup, newRecord, oldRecord, plainAnswer, type RecordCase } from "./record-case";

const ingress = { ...newRecord, ...alice.said, eventName: "AuthorizeSecurityGroupIngress" } as const;
const call = { ...anyCall, eventName: "AuthorizeSecurityGroupIngress", author: alice.author } as const;
const groupId = "sg-0a1b2c3d4e5f60001";
const asked = {
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] },
} as const;
const told = {
  ...inGroup,
  securityGroupRuleId: "sgr-0000000000000050a",
  isEgress: false,
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  cidrIpv4: "0.0.0.0/0",
} as const;
const ssh = {
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
} as const;

export const oddRecords: readonly RecordCase[] = [
  {
    name: "odd: neither request nor answer",
    record: { ...ingress, requestParameters: null, responseElements: null },
    read: {
      kind: "change",
      call: { ...call, groupId: undefined, drafts: [] },
      unclear: ["Neither the request nor the answer could be read.", "The record does not say which rules."],
    },
    resolved: { ruleChanges: [] },
  },
  {
    name: "odd: the request was too large for CloudTrail",
    record: {
      ...ingress,
      requestParameters: { omitted: true, originalSize: 107432, reason: "requestParameters too large" },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: { ...call, groupId: undefined, drafts: [] },
      unclear: ["The record does not say which rules."],
    },
  },
  {
    name: "odd: a kind of source that does not exist yet, beside a known one",
    record: {
      ...ingress,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [{ ...asked, zoneIds: { items: [{ zoneId: "z-1" }] }, groups: {} }],
        },
      },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: { ...call, drafts: [{ kind: "added", rule: ssh }] },
      unclear: ["A rule of the request has a part that Orgwatch does not know: zoneIds."],
    },
  },
  {
    name: "odd: a rule of the answer with nothing but an unknown source; the other rule and the request still count",
    record: {
      ...ingress,
      requestParameters: {
        groupId,
        ipPermissions: { items: [asked, { ...asked, fromPort: 80, toPort: 80 }] },
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            told,
            {
              ...inGroup,
              securityGroupRuleId: "sgr-x",
              ipProtocol: "tcp",
              fromPort: 80,
              toPort: 80,
              zoneId: "z-1",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        drafts: [
          { kind: "added", rule: { ...ssh, ruleId: "sgr-0000000000000050a" } },
          { kind: "added", rule: { ...ssh, fromPort: 80, toPort: 80 } },
        ],
      },
      unclear: ["A rule has no source that can be read, and parts that Orgwatch does not know: zoneId."],
    },
  },
  {
    name: "odd: the request names more rules than the answer",
    record: {
      ...ingress,
      requestParameters: {
        groupId,
        ipPermissions: { items: [asked, { ...asked, fromPort: 80, toPort: 80 }] },
      },
      responseElements: { ...plainAnswer, securityGroupRuleSet: { items: [told] } },
    },
    read: {
      kind: "change",
      call: { ...call, drafts: [{ kind: "added", rule: { ...ssh, ruleId: "sgr-0000000000000050a" } }] },
      unclear: ["The request names 2 rules, and the answer only 1 of them."],
    },
  },
  {
    name: "odd: no source, no protocol, ports that are none, a range that is none, a rule that is a text",
    record: {
      ...oldRecord,
      ...ingress,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            { ...asked, ipRanges: {} },
            { ...asked, ipProtocol: null },
            { ...asked, fromPort: "ssh" },
            { ...asked, ipRanges: { items: [{ cidrIp: "everywhere" }] } },
            "tcp/22",
          ],
        },
      },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...call,
        drafts: [
          {
            kind: "added",
            rule: { direction: "ingress", protocol: "tcp", peer: { kind: "ipv4", cidr: "0.0.0.0/0" } },
          },
        ],
      },
      unclear: [
        "A rule of the request has no source that can be read.",
        "The protocol of a rule could not be read.",
        "The ports of a rule could not be read.",
        "A source of a rule could not be read.",
        "A rule of the request could not be read.",
      ],
    },
  },
  {
    name: "odd: no eventID, no time and no account in the record; those of the event count",
    record: {
      ...ingress,
      eventID: null,
      eventTime: 1893999598,
      awsRegion: "",
      eventSource: null,
      recipientAccountId: 111122223333,
      requestParameters: { groupId, ipPermissions: { items: [asked] } },
      responseElements: plainAnswer,
    },
    event: { id: "event-1", time: "2030-01-07T09:00:03Z", account: "222233334444", region: "us-east-1" },
    read: {
      kind: "change",
      call: {
        ...call,
        changeId: "event-1",
        eventTime: "2030-01-07T09:00:03.000Z",
        accountId: "222233334444",
        region: "us-east-1",
        drafts: [{ kind: "added", rule: ssh }],
      },
      unclear: [],
    },
  },
  {
    name: "odd: nothing says which call, when or where, but the caller's account is known",
    record: {
      ...ingress,
      ...script.said,
      eventID: undefined,
      eventTime: "yesterday",
      awsRegion: ["eu-west-1"],
      recipientAccountId: undefined,
      requestParameters: { groupId, ipPermissions: { items: [asked] } },
      responseElements: plainAnswer,
    },
    event: { id: undefined, time: null, account: {}, region: 1 },
    read: {
      kind: "change",
      call: {
        ...call,
        changeId: "unnamed-fd69cb3990445b12e016595c7570cb70",
        author: script.author,
        eventTime: "1970-01-01T00:00:00.000Z",
        region: "unknown",
        drafts: [{ kind: "added", rule: ssh }],
      },
      unclear: [
        "The record does not say in which account; it is taken for the caller's.",
        "The record does not say in which region.",
        "The record does not say when.",
      ],
    },
  },
];
