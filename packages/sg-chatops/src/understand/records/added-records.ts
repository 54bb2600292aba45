// Rules that were added, as today's records tell them: the answer has each rule with its id.
import { alice, jane, pipeline, root, script } from "./callers";
import { anyCall, inGroup, newRecord, plainAnswer, type RecordCase } from "./record-case";

const ingress = { ...newRecord, eventName: "AuthorizeSecurityGroupIngress" } as const;
const egress = { ...newRecord, eventName: "AuthorizeSecurityGroupEgress" } as const;
const ingressCall = { ...anyCall, eventName: "AuthorizeSecurityGroupIngress" } as const;
const egressCall = { ...anyCall, eventName: "AuthorizeSecurityGroupEgress" } as const;
const groupId = "sg-0a1b2c3d4e5f60001";
const none = { groups: {}, ipRanges: {}, ipv6Ranges: {}, prefixListIds: {} } as const;

export const addedRecords: readonly RecordCase[] = [
  {
    name: "SSH for the whole world, in the console, with a description",
    record: {
      ...ingress,
      ...jane.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "tcp",
              fromPort: 22,
              toPort: 22,
              ipRanges: { items: [{ cidrIp: "0.0.0.0/0", description: "only for a moment" }] },
            },
          ],
        },
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000001a",
              securityGroupRuleArn:
                "arn:aws:ec2:eu-west-1:111122223333:security-group-rule/sgr-0000000000000001a",
              isEgress: false,
              ipProtocol: "tcp",
              fromPort: 22,
              toPort: 22,
              cidrIpv4: "0.0.0.0/0",
              description: "only for a moment",
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
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000001a",
              direction: "ingress",
              protocol: "tcp",
              fromPort: 22,
              toPort: 22,
              peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
              description: "only for a moment",
            },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      current: [],
      ruleChanges: [
        {
          kind: "added",
          rule: {
            ruleId: "sgr-0000000000000001a",
            direction: "ingress",
            protocol: "tcp",
            fromPort: 22,
            toPort: 22,
            peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
            description: "only for a moment",
          },
        },
      ],
    },
  },
  {
    name: "all traffic for an IPv4 and an IPv6 range at once, by the root user",
    record: {
      ...ingress,
      ...root.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "-1",
              ipRanges: { items: [{ cidrIp: "203.0.113.0/24" }] },
              ipv6Ranges: { items: [{ cidrIpv6: "2001:DB8:0::/48" }] },
            },
          ],
        },
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000002a",
              isEgress: false,
              ipProtocol: "-1",
              fromPort: -1,
              toPort: -1,
              cidrIpv4: "203.0.113.0/24",
            },
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000002b",
              isEgress: false,
              ipProtocol: "-1",
              fromPort: -1,
              toPort: -1,
              cidrIpv6: "2001:db8::/48",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: root.author,
        drafts: [
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000002a",
              direction: "ingress",
              protocol: "-1",
              peer: { kind: "ipv4", cidr: "203.0.113.0/24" },
            },
          },
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000002b",
              direction: "ingress",
              protocol: "-1",
              peer: { kind: "ipv6", cidr: "2001:db8::/48" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "each kind of source in one permission, by Terraform; descriptions and the group's name stand in the request alone",
    record: {
      ...ingress,
      ...pipeline.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ipProtocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              ipRanges: { items: [{ cidrIp: "10.1.2.3/16", description: "office" }] },
              ipv6Ranges: { items: [{ cidrIpv6: "fd00::/8", description: "office, v6" }] },
              prefixListIds: { items: [{ prefixListId: "pl-0aa00000000000001", description: "partners" }] },
              groups: {
                items: [{ groupName: "web", userId: "111122223333", description: "our own front" }],
              },
            },
          ],
        },
        tagSpecificationSet: {},
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000003a",
              isEgress: false,
              ipProtocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              cidrIpv4: "10.1.0.0/16",
            },
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000003b",
              isEgress: false,
              ipProtocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              cidrIpv6: "fd00::/8",
            },
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000003c",
              isEgress: false,
              ipProtocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              prefixListId: "pl-0aa00000000000001",
            },
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000003d",
              isEgress: false,
              ipProtocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              referencedGroupInfo: { groupId: "sg-0a1b2c3d4e5f60002", userId: "111122223333" },
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
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000003a",
              direction: "ingress",
              protocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              peer: { kind: "ipv4", cidr: "10.1.0.0/16" },
              description: "office",
            },
          },
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000003b",
              direction: "ingress",
              protocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              peer: { kind: "ipv6", cidr: "fd00::/8" },
              description: "office, v6",
            },
          },
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000003c",
              direction: "ingress",
              protocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              peer: { kind: "prefix-list", prefixListId: "pl-0aa00000000000001" },
              description: "partners",
            },
          },
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000003d",
              direction: "ingress",
              protocol: "tcp",
              fromPort: 8080,
              toPort: 8090,
              peer: {
                kind: "group",
                groupId: "sg-0a1b2c3d4e5f60002",
                groupName: "web",
                accountId: "111122223333",
              },
              description: "our own front",
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "a group of another account behind a peering connection, over UDP, with the SDK",
    record: {
      ...ingress,
      ...script.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "udp",
              fromPort: 53,
              toPort: 53,
              groups: {
                items: [
                  {
                    userId: "444455556666",
                    groupId: "sg-0a1b2c3d4e5f60003",
                    vpcPeeringConnectionId: "pcx-0aa00000000000001",
                  },
                ],
              },
            },
          ],
        },
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000004a",
              isEgress: false,
              ipProtocol: "udp",
              fromPort: 53,
              toPort: 53,
              referencedGroupInfo: {
                groupId: "sg-0a1b2c3d4e5f60003",
                userId: "444455556666",
                vpcId: "vpc-0aa00000000000009",
                vpcPeeringConnectionId: "pcx-0aa00000000000001",
                peeringStatus: "active",
              },
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: script.author,
        drafts: [
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000004a",
              direction: "ingress",
              protocol: "udp",
              fromPort: 53,
              toPort: 53,
              peer: {
                kind: "group",
                groupId: "sg-0a1b2c3d4e5f60003",
                accountId: "444455556666",
                vpcId: "vpc-0aa00000000000009",
                peeringId: "pcx-0aa00000000000001",
              },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "ping (ICMP type 8) and all of ICMPv6 by their numbers",
    record: {
      ...ingress,
      ...alice.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "1",
              fromPort: 8,
              toPort: -1,
              ipRanges: { items: [{ cidrIp: "10.0.0.0/8" }] },
            },
            {
              ...none,
              ipProtocol: "58",
              fromPort: -1,
              toPort: -1,
              ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] },
            },
          ],
        },
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000005a",
              isEgress: false,
              ipProtocol: "icmp",
              fromPort: 8,
              toPort: -1,
              cidrIpv4: "10.0.0.0/8",
            },
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000005b",
              isEgress: false,
              ipProtocol: "icmpv6",
              fromPort: -1,
              toPort: -1,
              cidrIpv6: "::/0",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        author: alice.author,
        drafts: [
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000005a",
              direction: "ingress",
              protocol: "icmp",
              fromPort: 8,
              toPort: -1,
              peer: { kind: "ipv4", cidr: "10.0.0.0/8" },
            },
          },
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000005b",
              direction: "ingress",
              protocol: "icmpv6",
              fromPort: -1,
              toPort: -1,
              peer: { kind: "ipv6", cidr: "::/0" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "IPsec (protocol 50), outbound, to a prefix list",
    record: {
      ...egress,
      ...pipeline.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "50",
              prefixListIds: { items: [{ prefixListId: "pl-0aa00000000000001" }] },
            },
          ],
        },
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000006a",
              isEgress: true,
              ipProtocol: "50",
              fromPort: -1,
              toPort: -1,
              prefixListId: "pl-0aa00000000000001",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...egressCall,
        author: pipeline.author,
        drafts: [
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000006a",
              direction: "egress",
              protocol: "50",
              peer: { kind: "prefix-list", prefixListId: "pl-0aa00000000000001" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "everything outbound to a group of the same account, without a request",
    record: {
      ...egress,
      ...jane.said,
      requestParameters: null,
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000007a",
              isEgress: true,
              ipProtocol: "-1",
              fromPort: -1,
              toPort: -1,
              referencedGroupInfo: { groupId, userId: "111122223333" },
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...egressCall,
        author: jane.author,
        drafts: [
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000007a",
              direction: "egress",
              protocol: "-1",
              peer: { kind: "group", groupId, accountId: "111122223333" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "by the group's name, the answer has its id; CloudTrail Lake writes numbers as texts",
    record: {
      ...ingress,
      ...alice.said,
      eventVersion: "1.09",
      requestParameters: {
        groupName: "bastion",
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "6",
              fromPort: "443",
              toPort: "443",
              ipRanges: { items: [{ cidrIp: "192.0.2.7/32" }] },
            },
          ],
        },
      },
      responseElements: {
        ...plainAnswer,
        securityGroupRuleSet: {
          items: [
            {
              ...inGroup,
              securityGroupRuleId: "sgr-0000000000000008a",
              isEgress: "false",
              ipProtocol: "tcp",
              fromPort: "443",
              toPort: "443",
              cidrIpv4: "192.0.2.7/32",
            },
          ],
        },
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        groupName: "bastion",
        author: alice.author,
        drafts: [
          {
            kind: "added",
            rule: {
              ruleId: "sgr-0000000000000008a",
              direction: "ingress",
              protocol: "tcp",
              fromPort: 443,
              toPort: 443,
              peer: { kind: "ipv4", cidr: "192.0.2.7/32" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
];
