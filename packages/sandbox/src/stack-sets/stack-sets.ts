// StackSets, around moto's: service-managed ones reach the member accounts of their units and follow accounts that come and go.
import { isDeepStrictEqual } from "node:util";
import { errorAnswer, xmlAnswer } from "../gateway/error-answer";
import { forwardCall } from "../gateway/forward-call";
import { type Answer, type MotoClient, MotoRefused } from "../gateway/moto-client";
import { type OneAtATime, oneAtATime } from "../gateway/one-at-a-time";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import { isRecord, textOf } from "../gateway/read-json";
import { textIn } from "../gateway/read-xml";
import type { ReceivedCall } from "../gateway/received-call";
import { contentsOf, rebuild } from "./moto-stack-sets";
import { followAccount, type RolloutParts, rollBack, rollOut, unitsOfAccounts } from "./roll-out";
import { describedStackSet, listedInstances } from "./stack-set-answers";
import {
  createdStackSet,
  newStackSetMemory,
  type StackSet,
  type StackSetMemory,
  type Target,
  targetsOf,
  updatedStackSet,
  withoutTargets,
  withTargets,
} from "./stack-set-memory";

export type StackSets = {
  /** The answer to a call about StackSets; undefined leaves it to moto. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
  /** Rolls out to an account that came into a unit and removes from one that left, as auto-deployment does. */
  readonly follow: (managementAccountId: string, accountId: string) => Promise<void>;
};

type Parts = RolloutParts & { readonly memory: StackSetMemory; readonly inTurn: OneAtATime };

/** No StackSets yet. */
export function newStackSets(moto: MotoClient, organizations: OrganizationLookup): StackSets {
  const parts: Parts = { moto, organizations, memory: newStackSetMemory(), inTurn: oneAtATime() };
  return {
    answer: async (call, requestId) => {
      if (!/StackSet$|StackInstances$/.test(call.operation)) return undefined;
      try {
        return await parts.inTurn(call.principal.accountId, () => answer(parts, call));
      } catch (error) {
        if (!(error instanceof MotoRefused)) throw error;
        const message = textIn(error.message, "Message") || error.message;
        return errorAnswer(call.protocol, { status: error.status, code: error.code, message }, requestId);
      }
    },
    follow: (managementAccountId, accountId) =>
      parts.inTurn(managementAccountId, async () => {
        const own = parts.memory.all().filter(({ place }) => place.accountId === managementAccountId);
        for (const stackSet of own) await followAccount(parts, stackSet, accountId);
      }),
  };
}

async function answer(parts: Parts, call: ReceivedCall): Promise<Answer | undefined> {
  const { operation, parameters } = call;
  const name = textOf(parameters.StackSetName) ?? "";
  const place = { accountId: call.principal.accountId, region: call.region };
  if (operation === "CreateStackSet") {
    const created = await forwardCall(parts.moto, call);
    if (created.status < 300) parts.memory.put(createdStackSet(place, name, parameters));
    return created;
  }
  const stackSet = parts.memory.of(place, name);
  if (!stackSet) return undefined;
  if (operation === "UpdateStackSet") return update(parts, stackSet, call);
  const isChange = /^(Create|Update|Delete)StackInstances$/.test(operation);
  if (isChange && stackSet.isServiceManaged) return xmlAnswer(await changeInstances(parts, stackSet, call));
  const answer = await forwardCall(parts.moto, call);
  return answer.status < 300 ? completed(parts, stackSet, call, answer) : answer;
}

async function completed(
  parts: Parts,
  stackSet: StackSet,
  { operation, parameters }: ReceivedCall,
  answer: Answer,
): Promise<Answer> {
  switch (operation) {
    case "DescribeStackSet":
      return describedStackSet(answer, stackSet);
    case "ListStackInstances":
      return listedInstances(answer, parameters, await unitsOfAccounts(parts, stackSet));
    case "DeleteStackSet":
      parts.memory.forget(stackSet);
      return answer;
    default:
      return answer;
  }
}

async function changeInstances(
  parts: Parts,
  stackSet: StackSet,
  { operation, parameters }: ReceivedCall,
): Promise<string> {
  const targets = targetsOf(parameters);
  const problem = problemOf(operation, parameters, targets);
  if (problem) throw new MotoRefused(400, "ValidationError", problem);
  if (operation === "DeleteStackInstances") {
    const xml = await rollBack(parts, stackSet, targets);
    parts.memory.put(withoutTargets(stackSet, targets));
    return xml;
  }
  const xml = await rollOut(parts, stackSet, targets);
  parts.memory.put(withTargets(stackSet, targets));
  return xml;
}

/** What AWS refuses, and what the sandbox cannot do for a service-managed StackSet. */
function problemOf(
  operation: string,
  { DeploymentTargets: given, RetainStacks }: ReceivedCall["parameters"],
  targets: readonly Target[],
): string | undefined {
  if (operation === "UpdateStackInstances")
    return "The sandbox cannot change the parameters of instances that exist";
  if (targets.length === 0) return "Regions and DeploymentTargets.OrganizationalUnitIds are required";
  const filter = isRecord(given) ? (textOf(given.AccountFilterType) ?? "NONE") : "NONE";
  if (filter !== "NONE") return "The sandbox does not know AccountFilterType";
  return operation === "DeleteStackInstances" && RetainStacks === "true"
    ? "The sandbox cannot retain stacks"
    : undefined;
}

/** moto changes what the StackSet says of itself, but no instance. */
async function update(parts: Parts, stackSet: StackSet, call: ReceivedCall): Promise<Answer> {
  const before = await contentsOf(parts.moto, stackSet);
  const answer = await forwardCall(parts.moto, call);
  if (answer.status >= 300) return answer;
  const updated = updatedStackSet(stackSet, call.parameters);
  parts.memory.put(updated);
  const after = await contentsOf(parts.moto, stackSet);
  const isSame = before.template === after.template && isDeepStrictEqual(before.parameters, after.parameters);
  const operationId = textIn(answer.body.toString(), "OperationId");
  if (stackSet.isServiceManaged && !isSame) await rebuild(parts.moto, updated, after, operationId);
  return answer;
}
