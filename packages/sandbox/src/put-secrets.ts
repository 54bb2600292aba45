// Puts the secrets where an operator would put them by hand: Terraform never sees their values.
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { adminOf } from "./admin";
import type { SandboxOrganization } from "./organization";
import { type SecretValues, secretParameters } from "./wiring/parameter-values";

/** Writes the secrets that the lambdas read as SecureStrings in each region of the security account. */
export async function putSecrets(
  endpoint: string,
  { infrasecAccountId, regions }: SandboxOrganization,
  lambdas: readonly LambdaManifest[],
  secrets: SecretValues,
): Promise<void> {
  for (const region of regions) {
    const ssm = new SSMClient(adminOf(endpoint, infrasecAccountId, region));
    for (const [Name, Value] of secretParameters(lambdas, secrets))
      await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }));
    ssm.destroy();
  }
}
