// What somebody else's simulator of IAM says to a request: the tests of the sandbox's own judge compare the two.
import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "./policy-document";
import type { AccessRequest } from "./requests-of";

/** The role of all requests, in this account. */
export const simulatedRole = { account: "111122223333", name: "orgwatch-slack-notifier" } as const;

/** Whether a role with this policy is allowed the request. Throws Error where the simulator cannot tell. */
export async function simulate(
  { action, resource }: AccessRequest,
  policy: PolicyDocument,
  context: Readonly<Record<string, string | string[]>>,
): Promise<boolean> {
  const { account, name } = simulatedRole;
  const owner = resource.split(":")[4] ?? "";
  const result = await runSimulation(
    {
      identityPolicies: [{ name: "role", policy }],
      serviceControlPolicies: [{ orgIdentifier: "r-1", policies: [{ name: "all", policy: everything }] }],
      resourceControlPolicies: [],
      // Roles are judged by identity policy and trust together; here the trust is open, as the identity policy is in question.
      ...(action === "sts:AssumeRole" && { resourcePolicy: openTrust }),
      request: {
        principal: `arn:aws:sts::${account}:assumed-role/${name}/s`,
        action,
        resource: { resource, accountId: owner === "" ? account : owner },
        contextVariables: context,
      },
    },
    {},
  );
  if (result.resultType === "error")
    throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === "Allowed";
}

const everything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

const openTrust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${simulatedRole.account}:role/${simulatedRole.name}` },
      Action: "sts:AssumeRole",
    },
  ],
};
