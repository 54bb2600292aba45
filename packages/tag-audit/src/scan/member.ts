// A member account as the role tag-auditor sees it. One client has one identity; all of a service share one pool of connections.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { IAMClient } from "@aws-sdk/client-iam";
import { sts } from "@orgwatch/core/aws";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { credentialsIn, roleSessions } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";
import { ec2Clients, type InstanceReader, instanceReader } from "@orgwatch/core/tag-audit/ec2-instances";
import { tagAuditor } from "../../manifest";
import { type IamNames, iamNames } from "../principals/iam-names";
import { type LookUpLauncher, launcherIn } from "../principals/launchers";

/** What a scan reads in an account. */
export type Member = {
  readonly instances: (region: string) => InstanceReader;
  readonly names: IamNames;
  readonly launchers: (region: string) => LookUpLauncher;
};

type Handler = IAMClient["config"]["requestHandler"];

/** Four tries of 8 s leave time to say why. */
const limits = { maxAttempts: 4, retryMode: "adaptive" } as const;
const connection = { connectionTimeout: 1000, requestTimeout: 8000, throwOnRequestTimeout: true };

/** Each account of the lambda's own partition. `sessionName` is what CloudTrail shows there. */
export function memberAccounts(sessionName: string, now: () => Date): (accountId: string) => Member {
  const session = roleSessions({ assumeRole: assumeRoleWith(sts()), sessionName: () => sessionName, now });
  const credentialsFor = async (accountId: string) => {
    const partition = partitionOfRegion(await sts().config.region());
    return credentialsIn(session, partition)(accountId, tagAuditor.roleName);
  };
  const ec2 = ec2Clients();
  let handler: Handler | undefined;
  const shared = () => ({ ...limits, requestHandler: handler ?? connection });
  return (accountId) => {
    const credentials = () => credentialsFor(accountId);
    const iam = new IAMClient({ credentials, ...shared() });
    handler = iam.config.requestHandler;
    return {
      instances: (place) => instanceReader(ec2(place, credentials), { accountId, region: place }),
      names: iamNames(iam),
      launchers: (place) => launcherIn(new CloudTrailClient({ region: place, credentials, ...shared() })),
    };
  };
}
