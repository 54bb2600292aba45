// Groups that were created and deleted.
import { alice, pipeline } from "./callers";
import { anyCall, newRecord, oldRecord, plainAnswer, type RecordCase } from "./record-case";

const groupId = "sg-0a1b2c3d4e5f60001";

export const groupRecords: readonly RecordCase[] = [
  {
    name: "created by Terraform, with tags",
    record: {
      ...newRecord,
      ...pipeline.said,
      eventName: "CreateSecurityGroup",
      requestParameters: {
        groupName: "payments-web",
        groupDescription: "Managed by Terraform",
        vpcId: "vpc-0aa00000000000001",
        tagSpecificationSet: {
          items: [{ resourceType: "security-group", tags: [{ key: "Name", value: "payments-web" }] }],
        },
      },
      responseElements: {
        ...plainAnswer,
        groupId,
        tagSet: { items: [{ key: "Name", value: "payments-web" }] },
        securityGroupArn: `arn:aws:ec2:eu-west-1:111122223333:security-group/${groupId}`,
      },
    },
    read: {
      kind: "change",
      call: {
        ...anyCall,
        eventName: "CreateSecurityGroup",
        groupName: "payments-web",
        vpcId: "vpc-0aa00000000000001",
        author: pipeline.author,
        drafts: [{ kind: "created" }],
      },
      unclear: [],
    },
    resolved: { ruleChanges: [{ kind: "created" }] },
  },
  {
    name: "old: created in the default VPC",
    record: {
      ...oldRecord,
      ...alice.said,
      eventName: "CreateSecurityGroup",
      requestParameters: { groupName: "launch-wizard-1", groupDescription: "launch-wizard-1 created" },
      responseElements: { _return: true, groupId },
    },
    read: {
      kind: "change",
      call: {
        ...anyCall,
        eventName: "CreateSecurityGroup",
        groupName: "launch-wizard-1",
        author: alice.author,
        drafts: [{ kind: "created" }],
      },
      unclear: [],
    },
  },
  {
    name: "deleted",
    record: {
      ...newRecord,
      ...pipeline.said,
      eventName: "DeleteSecurityGroup",
      requestParameters: { groupId },
      responseElements: { ...plainAnswer, groupId },
    },
    read: {
      kind: "change",
      call: {
        ...anyCall,
        eventName: "DeleteSecurityGroup",
        author: pipeline.author,
        drafts: [{ kind: "deleted" }],
      },
      unclear: [],
    },
    resolved: { ruleChanges: [{ kind: "deleted" }] },
  },
  {
    name: "deleted by its name; the answer has the id",
    record: {
      ...newRecord,
      ...alice.said,
      eventName: "DeleteSecurityGroup",
      requestParameters: { groupName: "launch-wizard-1" },
      responseElements: { ...plainAnswer, groupId },
    },
    read: {
      kind: "change",
      call: {
        ...anyCall,
        eventName: "DeleteSecurityGroup",
        groupName: "launch-wizard-1",
        author: alice.author,
        drafts: [{ kind: "deleted" }],
      },
      unclear: [],
    },
  },
];
