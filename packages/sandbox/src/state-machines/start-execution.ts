// Starts an execution of a machine that moto keeps.

import { z } from "zod";
import type { Guard } from "../aws-call";
import type { MotoClient } from "../gateway/moto-client";
import { readJson } from "../gateway/read-json";
import { principalOf } from "./act-as-role";
import type { Execution, Executions } from "./executions";
import { readDefinition } from "./read-definition";

/** Step Functions refuses a call, with its own code. */
export class StatesRefused extends Error {
  override readonly name = "StatesRefused";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export type StatesParts = {
  readonly moto: MotoClient;
  readonly executions: Executions;
  readonly guardOf: () => Guard | undefined;
  readonly newId: () => string;
};

export type Started = Pick<Execution, "arn" | "startedAt">;

export type StartRequest = {
  readonly machineArn: string;
  /** JSON. */
  readonly input: string;
  /** A new one when it is not given. */
  readonly name?: string | undefined;
  /** The role that starts it where no guard has seen the call. */
  readonly startedAs?: string;
};

const described = z.object({ definition: z.string(), roleArn: z.string() });

/**
 * The execution, which runs from now on; of two starts with one name and input the second answers the first.
 * @throws StatesRefused, MotoRefused when there is no such machine.
 */
export async function startExecution(parts: StatesParts, request: StartRequest): Promise<Started> {
  const { machineArn, input, startedAs, name = parts.newId() } = request;
  const [, , , region = "", accountId = ""] = machineArn.split(":");
  if (startedAs !== undefined) checkStart(parts, machineArn, startedAs);
  if (readJson(input) === undefined)
    throw new StatesRefused("InvalidExecutionInput", "Invalid State Machine Execution Input: it is no JSON");
  const { definition, roleArn } = described.parse(
    await parts.moto.json({ accountId, region }, "states", "AWSStepFunctions.DescribeStateMachine", {
      stateMachineArn: machineArn,
    }),
  );
  const arn = `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  const known = parts.executions.of(arn);
  if (known?.status === "RUNNING" && known.input === input) return known;
  if (known) throw new StatesRefused("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
  const read = readDefinition(definition);
  if ("problems" in read) throw new StatesRefused("InvalidDefinition", read.problems.join("; "));
  return parts.executions.start({ arn, name, machineArn, input, roleArn, machine: read.machine });
}

function checkStart({ guardOf }: StatesParts, stateMachineArn: string, roleArn: string): void {
  const [, , , region = ""] = stateMachineArn.split(":");
  const refusal = guardOf()?.({
    ...{ service: "states", operation: "StartExecution", region },
    principal: principalOf(roleArn),
    parameters: { stateMachineArn },
  });
  if (refusal !== undefined) throw new StatesRefused(refusal.code, refusal.message);
}
