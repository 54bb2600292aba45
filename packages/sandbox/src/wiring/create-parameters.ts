// Settings and secrets in SSM, in each region where a lambda reads them, under the names that its environment carries.
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { adminOf } from "../admin";
import { secretParameters, settingParameters } from "./parameter-values";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/** Writes the parameters of one region's lambdas; an optional secret without a value is left out. */
export async function createParameters(
  lambdas: readonly PlannedLambda[],
  region: string,
  request: WiringRequest,
): Promise<void> {
  const ssm = new SSMClient(adminOf(request.endpoint, request.organization.infrasecAccountId, region));
  const here = lambdas.filter(({ deployed }) => deployed.region === region).map(({ manifest }) => manifest);
  const put = ([Name, Value]: readonly [string, string], Type: "String" | "SecureString") =>
    ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));
  await Promise.all([
    ...settingParameters(here, request.settings).map((setting) => put(setting, "String")),
    ...secretParameters(here, request.secrets).map((secret) => put(secret, "SecureString")),
  ]);
}
