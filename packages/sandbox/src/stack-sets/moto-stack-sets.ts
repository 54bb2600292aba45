// StackSets as moto keeps them: their instances, and how to make, remove and rebuild these.
import type { MotoClient } from "../gateway/moto-client";
import { elementsOf, instanceSummaries, textIn } from "../gateway/read-xml";
import { keepPoliciesAsText } from "./policies-as-text";
import type { Override, StackSet } from "./stack-set-memory";

export type Instance = { readonly accountId: string; readonly region: string };

/** What a StackSet is made of, as DescribeStackSet gives it. */
export type Contents = {
  readonly template: string;
  readonly description: string;
  readonly parameters: readonly Override[];
  readonly tags: readonly Override[];
};

/** Nobody lives here: moto wants a unit, but the accounts are named one by one. */
const emptyUnit = "ou-none-00000000";

/** All instances of the StackSet. Throws MotoRefused. */
export async function instancesOf(moto: MotoClient, { place, name }: StackSet): Promise<readonly Instance[]> {
  const xml = await query(moto, place, "ListStackInstances", { StackSetName: name });
  return instanceSummaries(xml).map(readInstance);
}

/** The account and region of one summary of ListStackInstances. */
export function readInstance(summary: string): Instance {
  return { accountId: textIn(summary, "Account"), region: textIn(summary, "Region") };
}

/** Makes instances in these accounts; answers moto's XML, with the operation's id. Throws MotoRefused. */
export async function createInstances(
  moto: MotoClient,
  stackSet: StackSet,
  { accounts, region, overrides }: Rollout,
): Promise<string> {
  const { place, name } = stackSet;
  const xml = await query(moto, place, "CreateStackInstances", {
    StackSetName: name,
    "Regions.member.1": region,
    "DeploymentTargets.OrganizationalUnitIds.member.1": emptyUnit,
    ...listed("Accounts", accounts),
    ...pairs("ParameterOverrides", "ParameterKey", "ParameterValue", overrides),
  });
  await keepPoliciesAsText(moto, accounts, region);
  return xml;
}

/** Accounts that get the same in one region. */
export type Rollout = {
  readonly accounts: readonly string[];
  readonly region: string;
  readonly overrides: readonly Override[];
};

/** Removes the instances of these accounts with their stacks; answers moto's XML. Throws MotoRefused. */
export function deleteInstances(
  moto: MotoClient,
  { place, name }: StackSet,
  { accounts, region }: Pick<Rollout, "accounts" | "region">,
): Promise<string> {
  return query(moto, place, "DeleteStackInstances", {
    StackSetName: name,
    RetainStacks: "false",
    "Regions.member.1": region,
    ...listed("Accounts", accounts),
  });
}

/** Reads the template and its parameters. Throws MotoRefused when there is no such StackSet. */
export async function contentsOf(moto: MotoClient, { place, name }: StackSet): Promise<Contents> {
  const xml = await query(moto, place, "DescribeStackSet", { StackSetName: name });
  return {
    template: textIn(xml, "TemplateBody"),
    description: textIn(xml, "Description"),
    parameters: readPairs(xml, "Parameters", "ParameterKey", "ParameterValue"),
    tags: readPairs(xml, "Tags", "Key", "Value"),
  };
}

/**
 * Brings all instances to a new template. moto makes instances from the template that the StackSet began with, so the StackSet is made
 * anew under its name; its id changes. `operationId` is known to the new one as an update. Throws MotoRefused.
 */
export async function rebuild(
  moto: MotoClient,
  stackSet: StackSet,
  contents: Contents,
  operationId: string,
): Promise<void> {
  const { place, name } = stackSet;
  const instances = await instancesOf(moto, stackSet);
  const rollouts = [...new Set(instances.map(({ region }) => region))].map((region) => ({
    region,
    accounts: instances.filter((instance) => instance.region === region).map(({ accountId }) => accountId),
    overrides: stackSet.targets.find((target) => target.region === region)?.overrides ?? [],
  }));
  for (const rollout of rollouts) await deleteInstances(moto, stackSet, rollout);
  await query(moto, place, "DeleteStackSet", { StackSetName: name });
  await query(moto, place, "CreateStackSet", {
    StackSetName: name,
    PermissionModel: "SERVICE_MANAGED",
    TemplateBody: contents.template,
    Description: contents.description,
    ...pairs("Parameters", "ParameterKey", "ParameterValue", contents.parameters),
    ...pairs("Tags", "Key", "Value", contents.tags),
  });
  for (const rollout of rollouts) await createInstances(moto, stackSet, rollout);
  const remembered = { StackSetName: name, UsePreviousTemplate: "true", OperationId: operationId };
  await query(moto, place, "UpdateStackSet", remembered);
}

function query(
  moto: MotoClient,
  place: StackSet["place"],
  Action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  return moto.query(place, "cloudformation", { Action, Version: "2010-05-15", ...parameters });
}

function listed(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${name}.member.${index + 1}`, value]));
}

function pairs(
  name: string,
  keyName: string,
  valueName: string,
  values: readonly Override[],
): Record<string, string> {
  return Object.fromEntries(
    values.flatMap(({ key, value }, index) => [
      [`${name}.member.${index + 1}.${keyName}`, key],
      [`${name}.member.${index + 1}.${valueName}`, value],
    ]),
  );
}

function readPairs(xml: string, name: string, keyName: string, valueName: string): readonly Override[] {
  return elementsOf(xml, name)
    .flatMap((list) => elementsOf(list, "member"))
    .map((member) => ({ key: textIn(member, keyName), value: textIn(member, valueName) }));
}
