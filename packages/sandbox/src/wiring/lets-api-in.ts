// Whether a function's own policy lets the HTTP API invoke it for a route.
import { z } from "zod";
import { conditionsHold } from "../iam/conditions-hold";
import { matchesArn } from "../iam/match-arn";

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.object({ Service: texts.optional() }).catch({}),
  Action: texts,
  Resource: texts,
  Condition: z.record(z.string(), z.record(z.string(), texts)).optional(),
});
const policySchema = z.object({ Statement: z.array(statement) });

/**
 * `policy` is JSON, undefined for a function without one; `routeArn` is the route as
 * `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method><path>`.
 * @throws ZodError, or Error for a condition operator that the sandbox does not know.
 */
export function letsApiIn(policy: string | undefined, functionArn: string, routeArn: string): boolean {
  if (policy === undefined) return false;
  const applying = policySchema.parse(JSON.parse(policy)).Statement.filter(
    ({ Principal, Action, Resource, Condition }) =>
      Principal.Service?.includes("apigateway.amazonaws.com") &&
      Action.includes("lambda:InvokeFunction") &&
      Resource.some((resource) => matchesArn(resource, functionArn)) &&
      conditionsHold(Condition, {
        "aws:SourceArn": routeArn,
        "aws:SourceAccount": routeArn.split(":")[4],
      }),
  );
  return applying.length > 0 && applying.every(({ Effect }) => Effect === "Allow");
}
