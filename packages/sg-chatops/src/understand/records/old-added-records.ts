// Rules that were added, as records tell them that have no rules in the answer: what the request names counts, and the ids are unknown.
import { alice, pipeline, root, script } from "./callers";
import { anyCall, oldRecord, plainAnswer, type RecordCase } from "./record-case";

const ingress = {
  ...oldRecord,
  eventName: "AuthorizeSecurityGroupIngress",
  responseElements: plainAnswer,
} as const;
const egress = {
  ...oldRecord,
  eventName: "AuthorizeSecurityGroupEgress",
  responseElements: plainAnswer,
} as const;
const ingressCall = { ...anyCall, eventName: "AuthorizeSecurityGroupIngress" } as const;
const egressCall = { ...anyCall, eventName: "AuthorizeSecurityGroupEgress" } as const;
const groupId = "sg-0a1b2c3d4e5f60001";
const none = { groups: {}, ipRanges: {}, ipv6Ranges: {}, prefixListIds: {} } as const;
const web = {
  direction: "ingress",
  protocol: "tcp",
  fromPort: 80,
  toPort: 80,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
} as const;

export const oldAddedRecords: readonly RecordCase[] = [
  {
    name: "old: two permissions, in the console by root; ids by what EC2 has now",
    record: {
      ...ingress,
      ...root.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "tcp",
              fromPort: 80,
              toPort: 80,
              ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] },
            },
            {
              ...none,
              ipProtocol: "tcp",
              fromPort: 0,
              toPort: 65535,
              ipRanges: { items: [{ cidrIp: "198.51.100.9/28", description: "vendor" }] },
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
          { kind: "added", rule: web },
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "tcp",
              fromPort: 0,
              toPort: 65535,
              peer: { kind: "ipv4", cidr: "198.51.100.0/28" },
              description: "vendor",
            },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      current: [
        { ...web, ruleId: "sgr-e", direction: "egress" },
        { ...web, ruleId: "sgr-0000000000000010a", description: "written by somebody later" },
      ],
      ruleChanges: [
        { kind: "added", rule: { ...web, ruleId: "sgr-0000000000000010a" } },
        {
          kind: "added",
          rule: {
            direction: "ingress",
            protocol: "tcp",
            fromPort: 0,
            toPort: 65535,
            peer: { kind: "ipv4", cidr: "198.51.100.0/28" },
            description: "vendor",
          },
        },
      ],
    },
  },
  {
    name: "old: all kinds of sources in one permission",
    record: {
      ...ingress,
      ...script.said,
      eventVersion: "1.08",
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ipProtocol: "-1",
              ipRanges: { items: [{ cidrIp: "10.0.0.0/8" }, { cidrIp: "172.16.0.0/12", description: "b" }] },
              ipv6Ranges: { items: [{ cidrIpv6: "2001:db8:0:0:0:0:0:1/64", description: "c" }] },
              prefixListIds: { items: [{ prefixListId: "pl-0aa00000000000001", description: "d" }] },
              groups: {
                items: [
                  {
                    groupId: "sg-0a1b2c3d4e5f60003",
                    userId: "444455556666",
                    vpcId: "vpc-0aa00000000000009",
                    vpcPeeringConnectionId: "pcx-0aa00000000000001",
                    description: "e",
                  },
                ],
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
            rule: { direction: "ingress", protocol: "-1", peer: { kind: "ipv4", cidr: "10.0.0.0/8" } },
          },
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "-1",
              peer: { kind: "ipv4", cidr: "172.16.0.0/12" },
              description: "b",
            },
          },
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "-1",
              peer: { kind: "ipv6", cidr: "2001:db8::/64" },
              description: "c",
            },
          },
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "-1",
              peer: { kind: "prefix-list", prefixListId: "pl-0aa00000000000001" },
              description: "d",
            },
          },
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "-1",
              peer: {
                kind: "group",
                groupId: "sg-0a1b2c3d4e5f60003",
                accountId: "444455556666",
                vpcId: "vpc-0aa00000000000009",
                peeringId: "pcx-0aa00000000000001",
              },
              description: "e",
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "old: the flat request, by the group's name",
    record: {
      ...ingress,
      ...alice.said,
      requestParameters: {
        groupName: "default",
        ipPermissions: {},
        ipProtocol: "TCP",
        fromPort: 3389,
        toPort: 3389,
        cidrIp: "0.0.0.0/0",
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        groupId: undefined,
        groupName: "default",
        author: alice.author,
        drafts: [
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "tcp",
              fromPort: 3389,
              toPort: 3389,
              peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "old: the flat request with a source group and no protocol opens ICMP, UDP and TCP",
    record: {
      ...ingress,
      ...alice.said,
      requestParameters: {
        groupName: "default",
        sourceSecurityGroupName: "web",
        sourceSecurityGroupOwnerId: "111122223333",
      },
    },
    read: {
      kind: "change",
      call: {
        ...ingressCall,
        groupId: undefined,
        groupName: "default",
        author: alice.author,
        drafts: [
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "icmp",
              fromPort: -1,
              toPort: -1,
              peer: { kind: "group", groupName: "web", accountId: "111122223333" },
            },
          },
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "udp",
              fromPort: 0,
              toPort: 65535,
              peer: { kind: "group", groupName: "web", accountId: "111122223333" },
            },
          },
          {
            kind: "added",
            rule: {
              direction: "ingress",
              protocol: "tcp",
              fromPort: 0,
              toPort: 65535,
              peer: { kind: "group", groupName: "web", accountId: "111122223333" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "old: the flat request with a source group and a protocol",
    record: {
      ...ingress,
      ...alice.said,
      requestParameters: {
        groupId,
        sourceSecurityGroupName: "web",
        ipProtocol: "17",
        fromPort: 161,
        toPort: 162,
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
              direction: "ingress",
              protocol: "udp",
              fromPort: 161,
              toPort: 162,
              peer: { kind: "group", groupName: "web" },
            },
          },
        ],
      },
      unclear: [],
    },
  },
  {
    name: "old: an odd protocol with ports that EC2 ignores, outbound; its id is found all the same",
    record: {
      ...egress,
      ...pipeline.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: 47,
              fromPort: 0,
              toPort: 0,
              ipRanges: { items: [{ cidrIp: "192.0.2.0/24" }] },
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
              direction: "egress",
              protocol: "47",
              fromPort: 0,
              toPort: 0,
              peer: { kind: "ipv4", cidr: "192.0.2.0/24" },
            },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      current: [
        {
          ruleId: "sgr-0000000000000011a",
          direction: "egress",
          protocol: "47",
          peer: { kind: "ipv4", cidr: "192.0.2.0/24" },
        },
      ],
      ruleChanges: [
        {
          kind: "added",
          rule: {
            ruleId: "sgr-0000000000000011a",
            direction: "egress",
            protocol: "47",
            fromPort: 0,
            toPort: 0,
            peer: { kind: "ipv4", cidr: "192.0.2.0/24" },
          },
        },
      ],
    },
  },
  {
    name: "old: ICMP with a type and no code; a group by id gets the rest of its peer from EC2",
    record: {
      ...ingress,
      ...script.said,
      responseElements: null,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ipProtocol: "icmp",
              fromPort: 3,
              toPort: null,
              groups: { items: [{ groupId: "sg-0a1b2c3d4e5f60003" }] },
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
              direction: "ingress",
              protocol: "icmp",
              fromPort: 3,
              toPort: -1,
              peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003" },
            },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      current: [
        {
          ruleId: "sgr-0000000000000012a",
          direction: "ingress",
          protocol: "icmp",
          fromPort: 3,
          toPort: -1,
          peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003", accountId: "444455556666" },
        },
      ],
      ruleChanges: [
        {
          kind: "added",
          rule: {
            ruleId: "sgr-0000000000000012a",
            direction: "ingress",
            protocol: "icmp",
            fromPort: 3,
            toPort: -1,
            peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003", accountId: "444455556666" },
          },
        },
      ],
    },
  },
  {
    name: "old: a group by its name alone never takes the id of another group's rule",
    record: {
      ...ingress,
      ...alice.said,
      requestParameters: {
        groupId,
        ipPermissions: {
          items: [
            {
              ...none,
              ipProtocol: "tcp",
              fromPort: 22,
              toPort: 22,
              groups: { items: [{ groupName: "bastion" }] },
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
              direction: "ingress",
              protocol: "tcp",
              fromPort: 22,
              toPort: 22,
              peer: { kind: "group", groupName: "bastion" },
            },
          },
        ],
      },
      unclear: [],
    },
    resolved: {
      current: [
        {
          ruleId: "sgr-0000000000000013a",
          direction: "ingress",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          peer: { kind: "group", groupId: "sg-0a1b2c3d4e5f60003" },
        },
      ],
      ruleChanges: [
        {
          kind: "added",
          rule: {
            direction: "ingress",
            protocol: "tcp",
            fromPort: 22,
            toPort: 22,
            peer: { kind: "group", groupName: "bastion" },
          },
        },
      ],
    },
  },
];
