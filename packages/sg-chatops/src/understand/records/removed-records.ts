// Rules that were taken away: by what they are, by their ids, with and without the rules in the answer.
import { alice, jane, pipeline, script } from "./callers";
import { anyCall, inGroup, newRecord, oldRecord, plainAnswer, type RecordCase } from "./record-case";

const ingress = { ...newRecord, eventName: "RevokeSecurityGroupIngress" } as const;
const egress = { ...newRecord, eventName: "RevokeSecurityGroupEgress" } as const;
const ingressCall = { ...anyCall, eventName: "RevokeSecurityGroupIngress" } as const;
const egressCall = { ...anyCall, eventName: "RevokeSecurityGroupEgress" } as const;
const groupId = "sg-0a1b2c3d4e5f60001";
const none = { groups: {}, ipRanges: {}, ipv6Ranges: {}, prefixListIds: {} } as const;
const https = {
  direction: "ingress",
  protocol: "tcp",
  fromPort: 443,
  toPort: 443,
  peer: { kind: "ipv4", cidr: "192.0.2.0/24" },
} as const;
const askedHttps = {
  ...none,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  ipRanges: { items: [{ cidrIp: "192.0.2.0/24" }] },
} as const;

export const removedRecords: readonly RecordCase[] = [
  {
    name: "removed by its id, in the console; the answer tells the rule",
    record: {
      ...ingress,
      ...jane.said,
      requestParameters: {
        groupId,
        securityGroupRuleIds: { items: [{ securityGroupRuleId: "sgr-0000000000000020a" }] },
      },
      responseElements: {
        ...plainAnswer,
        revokedSecurityGroupRuleSet: {
          items: [
            {
              securityGroupRuleId: "sgr-0000000000000020a",
              groupId,
              isEgress: false,
              ipProtocol: "tcp",
              fromPort: 443,
              toPort: 443,
              cidrIpv4: "192.0.2.0/24",
              description: "partner",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: jane.author,
        drafts: [
          {
            kind: "removed",
            ruleId: "sgr-0000000000000020a",
            rule: { ...https, ruleId: "sgr-0000000000000020a", description: "partner" },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      current: [],
      ruleChanges: [
        {
          kind: "removed",
          ruleId: "sgr-0000000000000020a",
          rule: { ...https, ruleId: "sgr-0000000000000020a", description: "partner" },
        },
      ],
    },
  },
  {
    name: "a group's rule: the answer has only the group's id, the request its account, the rules as they were the rest",
    record: {
      ...ingress,
      ...pipeline.said,
      eventVersion: "1.11",
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "-1",
              groups: { items: [{ groupId: "sg-0a1b2c3d4e5f60003", userId: "444455556666" }] },
            },
          ],
        },
      },
      responseElements: {
        ...plainAnswer,
        unknownIpPermissionSet: {},
        revokedSecurityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000021a",
              isEgress: false,
              ipProtocol: "-1",
              fromPort: -1,
              toPort: -1,
              referencedGroupId: "sg-0a1b2c3d4e5f60003",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: pipeline.author,
        drafts: [
          {
            kind: "removed",
            ruleId: "sgr-0000000000000021a",
            rule: {
              ruleId: "sgr-0000000000000021a",
              direction: "ingress",
              protocol: "-1",
              peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003", accountId: "444455556666" },
            },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      known: [
        {
          ruleId: "sgr-older",
          direction: "ingress",
          protocol: "-1",
          peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003", peeringId: "pcx-older" },
          description: "an equal rule that was removed long ago",
        },
        {
          ruleId: "sgr-0000000000000021a",
          direction: "ingress",
          protocol: "-1",
          peer: {
            kind: "group",
            groupId: "sg-0a1b2c3d4e5f60003",
            accountId: "444455556666",
            peeringId: "pcx-0aa00000000000001",
          },
          description: "shared services",
        },
      ],
      ruleChanges: [
        {
          kind: "removed",
          ruleId: "sgr-0000000000000021a",
          rule: {
            ruleId: "sgr-0000000000000021a",
            direction: "ingress",
            protocol: "-1",
            peer: {
              kind: "group",
              groupId: "sg-0a1b2c3d4e5f60003",
              accountId: "444455556666",
              peeringId: "pcx-0aa00000000000001",
            },
            description: "shared services",
          },
        },
      ],
    },
  },
  {
    name: "the rule for everything outbound, with its id as a text in a bare list",
    record: {
      ...egress,
      ...alice.said,
      requestParameters: { groupId, securityGroupRuleIds: ["sgr-0000000000000022a"] },
      responseElements: {
        ...plainAnswer,
        revokedSecurityGroupRuleSet: {
          items: [
            {
              securityGroupRuleId: "sgr-0000000000000022a",
              groupId,
              isEgress: true,
              ipProtocol: "-1",
              fromPort: -1,
              toPort: -1,
              cidrIpv4: "0.0.0.0/0",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...egressCall,
        author: alice.author,
        drafts: [
          {
            kind: "removed",
            ruleId: "sgr-0000000000000022a",
            rule: {
              ruleId: "sgr-0000000000000022a",
              direction: "egress",
              protocol: "-1",
              peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "by ids, and the answer tells no rule: one is known from before, one to nobody",
    record: {
      ...egress,
      ...script.said,
      requestParameters: {
        groupId,
        securityGroupRuleIds: { items: ["sgr-0000000000000023a", "sgr-0000000000000023b"] },
      },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...egressCall,
        author: script.author,
        drafts: [
          { kind: "removed", ruleId: "sgr-0000000000000023a", rule: undefined },
          { kind: "removed", ruleId: "sgr-0000000000000023b", rule: undefined },
        ],
      },
      unclear: [],
    },
    resolved: {
      known: [{ ...https, direction: "egress", ruleId: "sgr-0000000000000023a", description: "api" }],
      ruleChanges: [
        {
          kind: "removed",
          ruleId: "sgr-0000000000000023a",
          rule: { ...https, direction: "egress", ruleId: "sgr-0000000000000023a", description: "api" },
        },
        { kind: "removed", ruleId: "sgr-0000000000000023b" },
      ],
      notes: ["Rule sgr-0000000000000023b was removed by its id alone; nobody knows what it let through."],
    },
  },
  {
    name: "one single id, not in a list",
    record: {
      ...ingress,
      ...script.said,
      requestParameters: {
        groupId,
        securityGroupRuleIds: { items: { securityGroupRuleId: "sgr-0000000000000024a" } },
      },
      responseElements: null,
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: script.author,
        drafts: [{ kind: "removed", ruleId: "sgr-0000000000000024a", rule: undefined }],
      },
      unclear: [],
    },
  },
  {
    name: "old: by what it is; id and description by how it was before",
    record: {
      ...oldRecord,
      ...alice.said,
      eventName: "RevokeSecurityGroupIngress",
      requestParameters: { groupId, ipPermissions: { items: [askedHttps] } },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: alice.author,
        drafts: [{ kind: "removed", ruleId: undefined, rule: https }],
      },
      unclear: [],
    },
    resolved: {
      known: [
        { ...https, ruleId: "sgr-other", fromPort: 80, toPort: 80 },
        { ...https, ruleId: "sgr-0000000000000025a", description: "partner" },
      ],
      ruleChanges: [
        {
          kind: "removed",
          ruleId: "sgr-0000000000000025a",
          rule: { ...https, ruleId: "sgr-0000000000000025a", description: "partner" },
        },
      ],
    },
  },
  {
    name: "old: the flat request; nobody knew the rule",
    record: {
      ...oldRecord,
      ...alice.said,
      eventName: "RevokeSecurityGroupIngress",
      requestParameters: { groupId, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIp: "192.0.2.0/24" },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: alice.author,
        drafts: [{ kind: "removed", ruleId: undefined, rule: https }],
      },
      unclear: [],
    },
    resolved: { ruleChanges: [{ kind: "removed", rule: https }] },
  },
  {
    name: "in a default VPC, where EC2 had only one of the two rules",
    record: {
      ...ingress,
      ...alice.said,
      requestParameters: {
        groupName: "default",
        ipPermissions: { items: [askedHttps, { ...askedHttps, fromPort: 444, toPort: 444 }] },
      },
      responseElements: {
        ...plainAnswer,
        unknownIpPermissionSet: { items: [{ ...askedHttps, fromPort: 444, toPort: 444 }] },
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        groupId: undefined,
        groupName: "default",
        author: alice.author,
        drafts: [{ kind: "removed", ruleId: undefined, rule: https }],
      },
      unclear: [],
    },
  },
  {
    name: "in a default VPC, where EC2 had none of them: nothing has changed",
    record: {
      ...ingress,
      ...alice.said,
      requestParameters: { groupName: "default", ipPermissions: { items: [askedHttps] } },
      responseElements: {
        ...plainAnswer,
        unknownIpPermissionSet: { items: [askedHttps] },
        revokedSecurityGroupRuleSet: {},
      },
    },
    read: { kind: "ignored", because: "EC2 had none of the rules that were to be removed." },
  },
];
