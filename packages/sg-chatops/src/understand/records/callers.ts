// Callers: the fields by which a record tells who and with what, and the author that they mean.
import type { Author } from "@orgwatch/core/security-groups/change";

/** `said` stands in the record. */
export type Caller = { readonly said: Readonly<Record<string, unknown>>; readonly author: Author };

const from = "198.51.100.7";
const consoleAgent = "AWS Internal";
const cli =
  "aws-cli/2.22.7 md/awscrt#0.23.4 ua/2.0 os/linux#6.8 md/command#ec2.authorize-security-group-ingress";
const terraform =
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0";
const sdk = "Boto3/1.35.70 md/Botocore#1.35.70 ua/2.0 lang/python#3.12.7";

/** A person through Identity Center, in the console. */
export const jane: Caller = {
  said: {
    sourceIPAddress: from,
    userAgent: consoleAgent,
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE0000000001:jane@example.com",
      arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_NetworkAdmin_0123456789abcdef/jane@example.com",
      accountId: "111122223333",
      accessKeyId: "ASIAEXAMPLE000000001",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: "AROAEXAMPLE0000000001",
          arn: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_NetworkAdmin_0123456789abcdef",
          accountId: "111122223333",
          userName: "AWSReservedSSO_NetworkAdmin_0123456789abcdef",
        },
        attributes: { creationDate: "2030-01-07T08:30:00Z", mfaAuthenticated: "false" },
      },
    },
  },
  author: {
    kind: "identity-center",
    name: "NetworkAdmin",
    session: "jane@example.com",
    arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_NetworkAdmin_0123456789abcdef/jane@example.com",
    accountId: "111122223333",
    sourceIp: from,
    userAgent: consoleAgent,
  },
};

/** A deployment pipeline with Terraform. */
export const pipeline: Caller = {
  said: {
    sourceIPAddress: from,
    userAgent: terraform,
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE0000000002:run-4711",
      arn: "arn:aws:sts::111122223333:assumed-role/github-deploy-payments/run-4711",
      accountId: "111122223333",
      accessKeyId: "ASIAEXAMPLE000000002",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: "AROAEXAMPLE0000000002",
          arn: "arn:aws:iam::111122223333:role/ci/github-deploy-payments",
          accountId: "111122223333",
          userName: "github-deploy-payments",
        },
        webIdFederationData: {
          federatedProvider: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
          attributes: {},
        },
        attributes: { creationDate: "2030-01-07T08:58:00Z", mfaAuthenticated: "false" },
      },
    },
  },
  author: {
    kind: "role",
    name: "github-deploy-payments",
    session: "run-4711",
    arn: "arn:aws:sts::111122223333:assumed-role/github-deploy-payments/run-4711",
    accountId: "111122223333",
    sourceIp: from,
    userAgent: terraform,
  },
};

/** An IAM user with the command line. */
export const alice: Caller = {
  said: {
    sourceIPAddress: from,
    userAgent: cli,
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE0000000003",
      arn: "arn:aws:iam::111122223333:user/ops/alice",
      accountId: "111122223333",
      accessKeyId: "AKIAEXAMPLE000000003",
      userName: "alice",
    },
  },
  author: {
    kind: "user",
    name: "alice",
    arn: "arn:aws:iam::111122223333:user/ops/alice",
    accountId: "111122223333",
    sourceIp: from,
    userAgent: cli,
  },
};

/** The root user in the console. */
export const root: Caller = {
  said: {
    sourceIPAddress: from,
    userAgent: "console.ec2.amazonaws.com",
    userIdentity: {
      type: "Root",
      principalId: "111122223333",
      arn: "arn:aws:iam::111122223333:root",
      accountId: "111122223333",
      accessKeyId: "ASIAEXAMPLE000000004",
      userName: "payments-alias",
      sessionContext: {
        sessionIssuer: {},
        webIdFederationData: {},
        attributes: { mfaAuthenticated: "true", creationDate: "2030-01-07T08:31:52Z" },
      },
    },
  },
  author: {
    kind: "root",
    name: "root",
    arn: "arn:aws:iam::111122223333:root",
    accountId: "111122223333",
    sourceIp: from,
    userAgent: "console.ec2.amazonaws.com",
  },
};

/** A lambda with the Python SDK. */
export const script: Caller = {
  said: {
    sourceIPAddress: "203.0.113.44",
    userAgent: sdk,
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE0000000005:allow-list-updater",
      arn: "arn:aws:sts::111122223333:assumed-role/allow-list-updater/allow-list-updater",
      accountId: "111122223333",
      accessKeyId: "ASIAEXAMPLE000000005",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: "AROAEXAMPLE0000000005",
          arn: "arn:aws:iam::111122223333:role/allow-list-updater",
          accountId: "111122223333",
          userName: "allow-list-updater",
        },
        attributes: { creationDate: "2030-01-07T08:59:00Z", mfaAuthenticated: "false" },
      },
    },
  },
  author: {
    kind: "role",
    name: "allow-list-updater",
    session: "allow-list-updater",
    arn: "arn:aws:sts::111122223333:assumed-role/allow-list-updater/allow-list-updater",
    accountId: "111122223333",
    sourceIp: "203.0.113.44",
    userAgent: sdk,
  },
};
