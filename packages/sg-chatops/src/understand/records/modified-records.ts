// Rules that were modified. The request is wrapped and in PascalCase, tells how the rule is now, and not whether it lets in or out.
import { jane, pipeline, script } from "./callers";
import { anyCall, newRecord, plainAnswer, type RecordCase } from "./record-case";

const modify = { ...newRecord, eventName: "ModifySecurityGroupRules" } as const;
const call = { ...anyCall, eventName: "ModifySecurityGroupRules" } as const;
const groupId = "sg-0a1b2c3d4e5f60001";
const answer = {
  ModifySecurityGroupRulesResponse: {
    xmlns: "http://ec2.amazonaws.com/doc/2016-11-15/",
    requestId: "0c5f3f0e-4f0b-4c11-9f0e-1d1f3c4e5a60",
    return: true,
  },
} as const;
const ssh = {
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "10.0.0.0/8" },
} as const;
const sshForAll = {
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
} as const;
const askedForAll = { CidrIpv4: "0.0.0.0/0", FromPort: 22, ToPort: 22, IpProtocol: "tcp" } as const;

export const modifiedRecords: readonly RecordCase[] = [
  {
    name: "one rule, in the console: as it was before is known",
    record: {
      ...modify,
      ...jane.said,
      requestParameters: {
        ModifySecurityGroupRulesRequest: {
          GroupId: groupId,
          SecurityGroupRule: {
            SecurityGroupRuleId: "sgr-0000000000000030a",
            SecurityGroupRule: { ...askedForAll, Description: "quick fix" },
            tag: 1,
          },
        },
      },
      responseElements: answer,
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: jane.author,
        drafts: [
          {
            kind: "modified",
            ruleId: "sgr-0000000000000030a",
            after: { ...sshForAll, description: "quick fix" },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      known: [{ ...ssh, ruleId: "sgr-0000000000000030a", description: "office" }],
      current: [{ ...ssh, ...sshForAll, ruleId: "sgr-0000000000000030a", description: "quick fix" }],
      ruleChanges: [
        {
          kind: "modified",
          ruleId: "sgr-0000000000000030a",
          before: { ...ssh, ruleId: "sgr-0000000000000030a", description: "office" },
          after: { ...ssh, ...sshForAll, ruleId: "sgr-0000000000000030a", description: "quick fix" },
        },
      ],
    },
  },
  {
    name: "several rules, each kind of source; directions from before, from now, from nowhere",
    record: {
      ...modify,
      ...pipeline.said,
      requestParameters: {
        ModifySecurityGroupRulesRequest: {
          GroupId: groupId,
          SecurityGroupRule: [
            {
              SecurityGroupRuleId: "sgr-0000000000000031a",
              SecurityGroupRule: { IpProtocol: "udp", FromPort: 53, ToPort: 53, CidrIpv6: "2001:DB8::5/32" },
              tag: 1,
            },
            {
              SecurityGroupRuleId: "sgr-0000000000000031b",
              SecurityGroupRule: {
                IpProtocol: "-1",
                FromPort: -1,
                ToPort: -1,
                ReferencedGroupId: "sg-0a1b2c3d4e5f60003",
              },
              tag: 2,
            },
            {
              SecurityGroupRuleId: "sgr-0000000000000031c",
              SecurityGroupRule: {
                IpProtocol: "6",
                FromPort: 443,
                ToPort: 443,
                PrefixListId: "pl-0aa00000000000001",
              },
              tag: 3,
            },
          ],
        },
      },
      responseElements: answer,
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: pipeline.author,
        drafts: [
          {
            kind: "modified",
            ruleId: "sgr-0000000000000031a",
            after: {
              protocol: "udp",
              fromPort: 53,
              toPort: 53,
              peer: { kind: "ipv6", cidr: "2001:db8::/32" },
            },
          },
          {
            kind: "modified",
            ruleId: "sgr-0000000000000031b",
            after: { protocol: "-1", peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003" } },
          },
          {
            kind: "modified",
            ruleId: "sgr-0000000000000031c",
            after: {
              protocol: "tcp",
              fromPort: 443,
              toPort: 443,
              peer: { kind: "prefix-list", prefixListId: "pl-0aa00000000000001" },
            },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      known: [
        {
          ruleId: "sgr-0000000000000031a",
          direction: "egress",
          protocol: "udp",
          fromPort: 53,
          toPort: 53,
          peer: { kind: "ipv6", cidr: "::/0" },
        },
      ],
      current: [
        {
          ruleId: "sgr-0000000000000031b",
          direction: "egress",
          protocol: "-1",
          peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003", accountId: "444455556666" },
        },
      ],
      ruleChanges: [
        {
          kind: "modified",
          ruleId: "sgr-0000000000000031a",
          before: {
            ruleId: "sgr-0000000000000031a",
            direction: "egress",
            protocol: "udp",
            fromPort: 53,
            toPort: 53,
            peer: { kind: "ipv6", cidr: "::/0" },
          },
          after: {
            ruleId: "sgr-0000000000000031a",
            direction: "egress",
            protocol: "udp",
            fromPort: 53,
            toPort: 53,
            peer: { kind: "ipv6", cidr: "2001:db8::/32" },
          },
        },
        {
          kind: "modified",
          ruleId: "sgr-0000000000000031b",
          after: {
            ruleId: "sgr-0000000000000031b",
            direction: "egress",
            protocol: "-1",
            peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003", accountId: "444455556666" },
          },
        },
        {
          kind: "modified",
          ruleId: "sgr-0000000000000031c",
          after: {
            ruleId: "sgr-0000000000000031c",
            direction: "ingress",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            peer: { kind: "prefix-list", prefixListId: "pl-0aa00000000000001" },
          },
        },
      ],
      notes: ["Nobody knows whether rule sgr-0000000000000031c lets in or out; it is shown as letting in."],
    },
  },
  {
    name: "not wrapped and in camelCase",
    record: {
      ...modify,
      ...script.said,
      requestParameters: {
        groupId,
        securityGroupRules: {
          items: [
            {
              securityGroupRuleId: "sgr-0000000000000032a",
              securityGroupRule: { cidrIpv4: "0.0.0.0/0", fromPort: 22, toPort: 22, ipProtocol: "tcp" },
            },
          ],
        },
      },
      responseElements: plainAnswer,
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: script.author,
        drafts: [{ kind: "modified", ruleId: "sgr-0000000000000032a", after: sshForAll }],
      },
      unclear: [],
    },
  },
  {
    name: "a rule whose new form cannot be read is shown as EC2 has it now",
    record: {
      ...modify,
      ...script.said,
      requestParameters: {
        ModifySecurityGroupRulesRequest: {
          GroupId: groupId,
          SecurityGroupRule: {
            SecurityGroupRuleId: "sgr-0000000000000033a",
            SecurityGroupRule: { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv9: "9::/0" },
            tag: 1,
          },
        },
      },
      responseElements: answer,
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: script.author,
        drafts: [{ kind: "modified", ruleId: "sgr-0000000000000033a", after: undefined }],
      },
      unclear: ["A rule has no source that can be read, and parts that Orgwatch does not know: cidrIpv9."],
    },
    resolved: {
      known: [{ ...ssh, ruleId: "sgr-0000000000000033a" }],
      current: [{ ...ssh, ruleId: "sgr-0000000000000033a", fromPort: 23, toPort: 23 }],
      ruleChanges: [
        {
          kind: "modified",
          ruleId: "sgr-0000000000000033a",
          before: { ...ssh, ruleId: "sgr-0000000000000033a" },
          after: { ...ssh, ruleId: "sgr-0000000000000033a", fromPort: 23, toPort: 23 },
        },
      ],
      notes: [
        "The record does not tell how rule sgr-0000000000000033a was modified; it is shown as EC2 has it now.",
      ],
    },
  },
  {
    name: "a rule without its new form, which nobody can see any more",
    record: {
      ...modify,
      ...script.said,
      requestParameters: {
        ModifySecurityGroupRulesRequest: {
          GroupId: groupId,
          SecurityGroupRule: [{ SecurityGroupRuleId: "sgr-0000000000000034a", tag: 1 }, "sgr-?"],
        },
      },
      responseElements: answer,
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: script.author,
        drafts: [{ kind: "modified", ruleId: "sgr-0000000000000034a", after: undefined }],
      },
      unclear: ["How a rule was modified could not be read.", "A modified rule could not be read."],
    },
    resolved: {
      current: [],
      ruleChanges: [],
      notes: ["Rule sgr-0000000000000034a was modified; nobody knows how it is now."],
    },
  },
];
