// Settings and secrets in SSM, in each region where a lambda reads them, under the names that its environment carries.
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { parameterName } from "@orgwatch/manifest/names";
import { adminOf } from "../admin";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/** Writes the parameters of one region's lambdas; an optional secret without a value is left out. */
export async function createParameters(
  lambdas: readonly PlannedLambda[],
  region: string,
  request: WiringRequest,
): Promise<void> {
  const ssm = new SSMClient(adminOf(request.endpoint, request.organization.infrasecAccountId, region));
  const parameters = parametersOf(lambdas, region, request);
  await Promise.all(
    parameters.map(([Name, { Value, Type }]) =>
      ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true })),
    ),
  );
}

type Parameter = { readonly Value: string; readonly Type: "SecureString" | "String" };

function parametersOf(
  lambdas: readonly PlannedLambda[],
  region: string,
  { settings, secrets }: WiringRequest,
): [string, Parameter][] {
  const parameters = new Map<string, Parameter>();
  for (const { manifest } of lambdas.filter(({ deployed }) => deployed.region === region))
    for (const variable of Object.values(manifest.env)) {
      if (variable.kind === "setting")
        parameters.set(parameterName(manifest.stack, variable.name), {
          Value: JSON.stringify(settings[variable.name]),
          Type: "String",
        });
      const secret = variable.kind === "secret" ? secrets[variable.name] : undefined;
      if (variable.kind === "secret" && secret !== undefined)
        parameters.set(parameterName(manifest.stack, variable.name), { Value: secret, Type: "SecureString" });
    }
  return [...parameters];
}
