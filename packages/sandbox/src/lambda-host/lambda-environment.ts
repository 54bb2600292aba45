// The environment variables that a lambda finds: Lambda's own, its role's credentials and what its deployment sets, and nothing of the host's.
import { logGroupName } from "@orgwatch/manifest/names";
import type { DeployedLambda } from "../wiring/deployment";

/** A role session's keys. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

/** Everything in `process.env` of the bundle; AWS clients find the gateway by `AWS_ENDPOINT_URL`. */
export function lambdaEnvironment(
  lambda: DeployedLambda,
  around: { readonly endpoint: string; readonly taskRoot: string; readonly credentials: Credentials },
): Record<string, string> {
  return {
    ...lambda.environment,
    _HANDLER: lambda.handler,
    AWS_ACCESS_KEY_ID: around.credentials.accessKeyId,
    AWS_DEFAULT_REGION: lambda.region,
    AWS_ENDPOINT_URL: around.endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: lambda.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName(lambda.name),
    AWS_REGION: lambda.region,
    AWS_SECRET_ACCESS_KEY: around.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: around.credentials.sessionToken,
    LAMBDA_TASK_ROOT: around.taskRoot,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
  };
}
