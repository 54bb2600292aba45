// The section of the inventory: what is left out, what is read besides the table of kinds, how often, and who else may read.
import { forbiddenBecause } from "@orgwatch/inventory/kinds/forbidden-actions";
import { kinds } from "@orgwatch/inventory/kinds/kinds";
import { inventoryRole, inventorySweep } from "@orgwatch/inventory/manifest";
import { type InventoryPolicy, standardInventoryPolicy } from "@orgwatch/manifest/inventory-policy";
import { z } from "zod";
import { schedule } from "./org-config-schedule";
import { accountId, some, text, wholeNumber } from "./org-config-text";

const known = new Set(kinds.map(({ kind }) => kind));

const kind = z
  .string({ error: "must be text: a kind of the inventory's table" })
  .refine((name) => known.has(name), {
    error: ({ input }) =>
      `${JSON.stringify(input)} is not a kind of the inventory's table (packages/inventory/README.md lists them)`,
  });

/** `apigateway:GET` is how API Gateway's are called. */
const reads = /:(get|list|describe|batchget|batchdescribe|search)/i;

/** What the role may do for some resources only: a policy for all of them would undo that. */
const narrowed = new Set(
  (inventoryRole.conditioned ?? []).flatMap(({ actions }) => actions.map((name) => name.toLowerCase())),
);

/** Why an action has no place in a role that reads what exists; undefined when it has. */
function actionProblem(name: string): string | undefined {
  const because = forbiddenBecause(name);
  if (because !== undefined) return `is never given to the inventory: ${because}`;
  if (narrowed.has(name.toLowerCase())) return "is given already, only for what it may be given for";
  return reads.test(name)
    ? undefined
    : "is none that an inventory needs: those begin with Get, List or Describe";
}

const action = text(
  /^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*$/,
  "one exact IAM action (it looks like appsync:ListGraphqlApis)",
).superRefine((name, { addIssue }) => {
  const problem = actionProblem(name);
  if (problem !== undefined)
    addIssue({ code: "custom", message: `${JSON.stringify(name)} ${problem}`, input: name });
});

const cloudControlType = z.strictObject({
  type: text(
    /^[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$/,
    "a type of CloudFormation (it looks like AWS::AppSync::GraphQLApi)",
  ),
  scope: z.enum(["regional", "global"]).default("regional"),
  actions: some(action),
});

/** The inventory: `{}` is enough. */
export const inventorySection = z.strictObject({
  exemptAccounts: z.array(accountId).default([...standardInventoryPolicy.exemptAccounts]),
  leaveOut: z.array(kind).default([...standardInventoryPolicy.leaveOut]),
  cloudControl: z.array(cloudControlType).default([]),
  keepDays: wholeNumber(30, 3650).default(standardInventoryPolicy.keepDays),
  /** The sweep's own without it. */
  schedule: schedule(inventorySweep.timeoutMinutes / 60).exactOptional(),
  /** For those who run it on Kubernetes, too: a role of the security account that the role `inventory` trusts besides the lambda's. */
  kubernetes: z
    .strictObject({
      runnerRole: text(/^[A-Za-z0-9+=,.@_-]{1,64}$/, "a role's name").default("Inventory-Runner"),
    })
    .optional(),
});
export type InventorySection = z.output<typeof inventorySection>;

/** The section as the setting `policy` that the stack's lambdas read. */
export function inventoryPolicyOf({
  exemptAccounts,
  leaveOut,
  cloudControl,
  keepDays,
}: InventorySection): InventoryPolicy {
  return { exemptAccounts, leaveOut, cloudControl, keepDays };
}
