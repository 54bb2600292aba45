// Identity Center's store as the role of the management account that may list its users.
import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { sts } from "@orgwatch/core/aws";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";

/** A client of the store's region. `roleArn` is OrgwatchIdentityReader's; `sessionName` is what CloudTrail shows. */
export function identityClient(options: {
  readonly region: string;
  readonly roleArn: string;
  readonly sessionName: string;
}): IdentitystoreClient {
  const { region, roleArn, sessionName } = options;
  return new IdentitystoreClient({
    region,
    credentials: () => assumeRoleWith(sts())({ roleArn, sessionName }),
    maxAttempts: 4,
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: 1000, requestTimeout: 8000, throwOnRequestTimeout: true },
  });
}
