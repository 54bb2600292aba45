// What Lambda itself measures of each run.
import type { DeployedLambda } from "../wiring/deployment";
import type { DataPoint } from "./metrics";

/** `Invocations` and `Errors` of one run; as in AWS, a run without an error is a zero and not silence. */
export function lambdaMetrics(
  { functionName, region }: Pick<DeployedLambda, "functionName" | "region">,
  failed: boolean,
  at: Date,
): DataPoint[] {
  const measured = { Invocations: 1, Errors: failed ? 1 : 0 };
  return Object.entries(measured).map(([name, value]) => ({
    metric: { region, namespace: "AWS/Lambda", name, dimensions: { FunctionName: functionName } },
    value,
    at,
  }));
}
