// What a machine does to the world, it does as its role: the same guard judges it that judges lambdas.
import type { AwsCall, Guard } from "../aws-call";
import { InvocationFailed } from "../lambda-host/invocation-failed";
import type { Around } from "./around";
import { StateFailed } from "./states-error";

export type ActAsOptions = {
  readonly guardOf: () => Guard | undefined;
  /** Runs a lambda of the deployment; rejects with InvocationFailed when it fails. */
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
};

/** The parts of an execution that need permissions. A role's name is the end of its ARN. */
export function actAs(
  roleArn: string,
  machineArn: string,
  { guardOf, invoke }: ActAsOptions,
): Pick<Around, "invoke" | "checkItems"> {
  const check = (call: Pick<AwsCall, "service" | "operation" | "parameters">, error: string): void => {
    const [, , , region = ""] = machineArn.split(":");
    const refusal = guardOf()?.({ ...call, region, principal: principalOf(roleArn) });
    if (refusal !== undefined) throw new StateFailed(error, refusal.message);
  };
  return {
    invoke: async (functionArn, payload) => {
      const parameters = { FunctionName: functionArn };
      check({ service: "lambda", operation: "Invoke", parameters }, "Lambda.AWSLambdaException");
      return invoked(() => invoke(functionArn, payload));
    },
    checkItems: () => {
      const parameters = { stateMachineArn: machineArn };
      check({ service: "states", operation: "StartExecution", parameters }, "States.Permissions");
    },
  };
}

/** A role's session as the guard knows it. */
export function principalOf(roleArn: string): AwsCall["principal"] {
  const [, , , , accountId = "", resource = ""] = roleArn.split(":");
  const roleName = resource.split("/").at(-1) ?? "";
  return { accountId, kind: "role", roleName, sessionName: "orgwatch" };
}

/** A lambda's failure carries its error type as the state's error, and the usual JSON as its cause. */
async function invoked(invoke: () => Promise<unknown>): Promise<unknown> {
  try {
    return (await invoke()) ?? null;
  } catch (error) {
    if (!(error instanceof InvocationFailed))
      throw new StateFailed("Lambda.ResourceNotFoundException", String(error), { cause: error });
    const { errorType, message: errorMessage } = error;
    throw new StateFailed(errorType, JSON.stringify({ errorMessage, errorType }), { cause: error });
  }
}
