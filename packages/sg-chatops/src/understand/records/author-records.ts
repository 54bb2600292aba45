// The same deletion by callers of each kind: what CloudTrail's `userIdentity` means.
import { anyCall, newRecord, plainAnswer, type RecordCase } from "./record-case";

const record = {
  ...newRecord,
  eventName: "DeleteSecurityGroup",
  requestParameters: { groupId: "sg-0a1b2c3d4e5f60001" },
  responseElements: plainAnswer,
} as const;
const call = {
  ...anyCall,
  eventName: "DeleteSecurityGroup",
  drafts: [{ kind: "deleted" }],
} as const;

export const authorRecords: readonly RecordCase[] = [
  {
    name: "by: the user of Identity Center itself",
    record: {
      ...record,
      userIdentity: {
        type: "IdentityCenterUser",
        accountId: "111122223333",
        onBehalfOf: {
          userId: "544894e8-80c1-707f-60e3-3ba6510dfac1",
          identityStoreArn: "arn:aws:identitystore::111122223333:identitystore/d-0123456789",
        },
        credentialId: "EXAMPLE",
      },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: {
          kind: "identity-center",
          name: "Identity Center",
          session: "544894e8-80c1-707f-60e3-3ba6510dfac1",
          accountId: "111122223333",
        },
      },
      unclear: [],
    },
  },
  {
    name: "by: a role without a session issuer, told by its ARN",
    record: {
      ...record,
      userIdentity: {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE0000000006",
        arn: "arn:aws-us-gov:sts::111122223333:assumed-role/break-glass/sam",
        accountId: "111122223333",
      },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: {
          kind: "role",
          name: "break-glass",
          session: "sam",
          arn: "arn:aws-us-gov:sts::111122223333:assumed-role/break-glass/sam",
          accountId: "111122223333",
        },
      },
      unclear: [],
    },
  },
  {
    name: "by: a role that CloudFormation uses stays a role",
    record: {
      ...record,
      sourceIPAddress: "cloudformation.amazonaws.com",
      userAgent: "cloudformation.amazonaws.com",
      userIdentity: {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE0000000007:AWSCloudFormation",
        arn: "arn:aws:sts::111122223333:assumed-role/stack-deployer/AWSCloudFormation",
        accountId: "111122223333",
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            arn: "arn:aws:iam::111122223333:role/stack-deployer",
            userName: "stack-deployer",
          },
        },
        invokedBy: "cloudformation.amazonaws.com",
      },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: {
          kind: "role",
          name: "stack-deployer",
          session: "AWSCloudFormation",
          arn: "arn:aws:sts::111122223333:assumed-role/stack-deployer/AWSCloudFormation",
          accountId: "111122223333",
          sourceIp: "cloudformation.amazonaws.com",
          userAgent: "cloudformation.amazonaws.com",
        },
      },
      unclear: [],
    },
  },
  {
    name: "by: a role of another account",
    record: {
      ...record,
      userIdentity: {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE0000000008:vendor",
        arn: "arn:aws:sts::999988887777:assumed-role/shared-network/vendor",
        accountId: "999988887777",
        sessionContext: { sessionIssuer: { type: "Role", userName: "shared-network" } },
      },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: {
          kind: "role",
          name: "shared-network",
          session: "vendor",
          arn: "arn:aws:sts::999988887777:assumed-role/shared-network/vendor",
          accountId: "999988887777",
        },
      },
      unclear: [],
    },
  },
  {
    name: "by: a federated user",
    record: {
      ...record,
      userIdentity: {
        type: "FederatedUser",
        principalId: "111122223333:bob",
        arn: "arn:aws:sts::111122223333:federated-user/bob",
        accountId: "111122223333",
        sessionContext: { sessionIssuer: { type: "IAMUser", userName: "broker" } },
      },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: {
          kind: "federated",
          name: "bob",
          arn: "arn:aws:sts::111122223333:federated-user/bob",
          accountId: "111122223333",
        },
      },
      unclear: [],
    },
  },
  {
    name: "by: a web identity",
    record: {
      ...record,
      userIdentity: {
        type: "WebIdentityUser",
        principalId: "accounts.google.com:app-1.apps.googleusercontent.com:user-9",
        userName: "user-9",
        identityProvider: "accounts.google.com",
      },
    },
    read: {
      kind: "change",
      call: { ...call, author: { kind: "federated", name: "user-9" } },
      unclear: [],
    },
  },
  {
    name: "by: a SAML user without a name",
    record: {
      ...record,
      userIdentity: { type: "SAMLUser", identityProvider: "https://idp.example.com/saml" },
    },
    read: {
      kind: "change",
      call: { ...call, author: { kind: "federated", name: "https://idp.example.com/saml" } },
      unclear: [],
    },
  },
  {
    name: "by: a service of AWS",
    record: {
      ...record,
      sourceIPAddress: "elasticmapreduce.amazonaws.com",
      userIdentity: { type: "AWSService", invokedBy: "elasticmapreduce.amazonaws.com" },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: {
          kind: "service",
          name: "elasticmapreduce.amazonaws.com",
          sourceIp: "elasticmapreduce.amazonaws.com",
        },
      },
      unclear: [],
    },
  },
  {
    name: "by: a service of AWS, in a record without a type",
    record: {
      ...record,
      userIdentity: { accountId: "111122223333", invokedBy: "autoscaling.amazonaws.com" },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: { kind: "service", name: "autoscaling.amazonaws.com", accountId: "111122223333" },
      },
      unclear: [],
    },
  },
  {
    name: "by: another account's principal, of whom only an id is told",
    record: {
      ...record,
      userIdentity: {
        type: "AWSAccount",
        principalId: "AROAEXAMPLE0000000009:vendor",
        accountId: "999988887777",
      },
    },
    read: {
      kind: "change",
      call: {
        ...call,
        author: {
          kind: "unknown",
          name: "account 999988887777",
          session: "vendor",
          accountId: "999988887777",
        },
      },
      unclear: [],
    },
  },
  {
    name: "by: an IAM user, in a record with nothing but the ARN",
    record: { ...record, userIdentity: { arn: "arn:aws:iam::111122223333:user/carol" } },
    read: {
      kind: "change",
      call: {
        ...call,
        author: { kind: "user", name: "carol", arn: "arn:aws:iam::111122223333:user/carol" },
      },
      unclear: [],
    },
  },
  {
    name: "by: somebody of a kind that nobody knows",
    record: {
      ...record,
      userIdentity: { type: "Directory", userName: "d-0123456789", accountId: "111122223333" },
    },
    read: {
      kind: "change",
      call: { ...call, author: { kind: "unknown", name: "d-0123456789", accountId: "111122223333" } },
      unclear: [],
    },
  },
  {
    name: "by: nobody",
    record: { ...record, userIdentity: null, userAgent: 7, sourceIPAddress: { v4: "192.0.2.1" } },
    read: { kind: "change", call: { ...call, author: { kind: "unknown", name: "unknown" } }, unclear: [] },
  },
];
