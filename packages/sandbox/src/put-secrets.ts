// Puts the secrets where an operator would put them by hand: Terraform never sees their values.
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { parameterName } from "@orgwatch/manifest/names";
import { adminOf } from "./admin";
import type { SandboxOrganization } from "./organization";

/** Writes the secrets of `infrasec-admin-global`, by name, as SecureStrings in each region of the security account. */
export async function putSecrets(
  endpoint: string,
  { infrasecAccountId, regions }: SandboxOrganization,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  for (const region of regions) {
    const ssm = new SSMClient(adminOf(endpoint, infrasecAccountId, region));
    for (const [name, Value] of Object.entries(secrets)) {
      const Name = parameterName("infrasec-admin-global", name);
      await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }));
    }
    ssm.destroy();
  }
}
