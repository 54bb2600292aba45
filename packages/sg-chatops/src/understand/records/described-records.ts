// Descriptions of rules that were changed: by what the rules are, or by their ids.
import { alice, jane } from "./callers";
import { anyCall, newRecord, oldRecord, plainAnswer, type RecordCase } from "./record-case";

const ingress = { ...newRecord, eventName: "UpdateSecurityGroupRuleDescriptionsIngress" } as const;
const ingressCall = { ...anyCall, eventName: "UpdateSecurityGroupRuleDescriptionsIngress" } as const;
const groupId = "sg-0a1b2c3d4e5f60001";
const office = {
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "192.0.2.0/24" },
} as const;

export const describedRecords: readonly RecordCase[] = [
  {
    name: "by id, one with a new description and one without any",
    record: {
      ...ingress,
      ...jane.said,
      requestParameters: {
        groupId,
        securityGroupRuleDescriptions: {
          items: [
            { securityGroupRuleId: "sgr-0000000000000040a", description: "office in Oslo" },
            { securityGroupRuleId: "sgr-0000000000000040b" },
          ],
        },
      },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: jane.author,
        drafts: [
          {
            kind: "described",
            ruleId: "sgr-0000000000000040a",
            rule: undefined,
            description: "office in Oslo",
          },
          { kind: "described", ruleId: "sgr-0000000000000040b", rule: undefined, description: undefined },
        ],
      },
      unclear: [],
    },
    resolved: {
      known: [{ ...office, ruleId: "sgr-0000000000000040a", description: "office" }],
      current: [{ ...office, ruleId: "sgr-0000000000000040b", toPort: 23, description: "newer still" }],
      ruleChanges: [
        {
          kind: "described",
          ruleId: "sgr-0000000000000040a",
          before: { ...office, ruleId: "sgr-0000000000000040a", description: "office" },
          after: { ...office, ruleId: "sgr-0000000000000040a", description: "office in Oslo" },
          description: "office in Oslo",
        },
        {
          kind: "described",
          ruleId: "sgr-0000000000000040b",
          after: { ...office, ruleId: "sgr-0000000000000040b", toPort: 23 },
        },
      ],
    },
  },
  {
    name: "by what the rule is; its id by how it was before",
    record: {
      ...oldRecord,
      ...alice.said,
      eventName: "UpdateSecurityGroupRuleDescriptionsIngress",
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ipProtocol: "tcp",
              fromPort: 22,
              toPort: 22,
              groups: {},
              ipRanges: { items: [{ cidrIp: "192.0.2.0/24", description: "office in Oslo" }] },
              ipv6Ranges: {},
              prefixListIds: {},
            },
          ],
        },
      },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: alice.author,
        drafts: [{ kind: "described", ruleId: undefined, rule: office, description: "office in Oslo" }],
      },
      unclear: [],
    },
    resolved: {
      known: [{ ...office, ruleId: "sgr-0000000000000041a" }],
      ruleChanges: [
        {
          kind: "described",
          ruleId: "sgr-0000000000000041a",
          before: { ...office, ruleId: "sgr-0000000000000041a" },
          after: { ...office, ruleId: "sgr-0000000000000041a", description: "office in Oslo" },
          description: "office in Oslo",
        },
      ],
    },
  },
  {
    name: "outbound, wrapped and in PascalCase; nobody knew the rule",
    record: {
      ...newRecord,
      ...alice.said,
      eventName: "UpdateSecurityGroupRuleDescriptionsEgress",
      requestParameters: {
        UpdateSecurityGroupRuleDescriptionsEgressRequest: {
          GroupId: groupId,
          IpPermissions: {
            IpProtocol: "tcp",
            FromPort: 22,
            ToPort: 22,
            IpRanges: { CidrIp: "192.0.2.0/24", Description: "office in Oslo", tag: 1 },
            tag: 1,
          },
        },
      },
      responseElements: {
        UpdateSecurityGroupRuleDescriptionsEgressResponse: { requestId: "0c5f3f0e", return: true },
      },
    },
    read: {
      kind: "change",
      call: {
        ...anyCall,
        eventName: "UpdateSecurityGroupRuleDescriptionsEgress",
        author: alice.author,
        drafts: [
          {
            kind: "described",
            ruleId: undefined,
            rule: { ...office, direction: "egress" },
            description: "office in Oslo",
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      current: [],
      ruleChanges: [
        {
          kind: "described",
          after: { ...office, direction: "egress", description: "office in Oslo" },
          description: "office in Oslo",
        },
      ],
    },
  },
  {
    name: "by id, and nobody knows the rule",
    record: {
      ...ingress,
      ...jane.said,
      requestParameters: {
        groupId,
        securityGroupRuleDescriptions: {
          items: [{ securityGroupRuleId: "sgr-0000000000000042a", description: "x" }, 7],
        },
      },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: jane.author,
        drafts: [{ kind: "described", ruleId: "sgr-0000000000000042a", rule: undefined, description: "x" }],
      },
      unclear: ["A described rule could not be read."],
    },
    resolved: {
      ruleChanges: [{ kind: "described", ruleId: "sgr-0000000000000042a", description: "x" }],
    },
  },
];
