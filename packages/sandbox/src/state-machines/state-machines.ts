// Step Functions, around moto's: moto keeps the machines, and the gateway checks what they say and runs them.
import type { Guard } from "../aws-call";
import { errorAnswer, jsonAnswer } from "../gateway/error-answer";
import { type Answer, type MotoClient, MotoRefused } from "../gateway/moto-client";
import { readRecord, textOf } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";
import { actAs } from "./act-as-role";
import { newActivity } from "./activity";
import { answerExecutions } from "./answer-executions";
import type { Around } from "./around";
import { type Execution, newExecutions } from "./executions";
import { readDefinition } from "./read-definition";
import { type Started, StatesRefused, startExecution } from "./start-execution";

/** What runs machines: the lambdas and the time of a deployment. */
export type MachineHost = {
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  readonly wait: Around["wait"];
  readonly onEnd?: (execution: Execution) => void;
};

export type StateMachines = {
  /** The answer to a call about machines or their executions; undefined leaves it to moto. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
  /** From now on, executions run the lambdas of this host, or fail when there is none. */
  readonly runOn: (host: MachineHost | undefined) => void;
  /** Starts an execution as a schedule does, in the name of the schedule's role. @throws StatesRefused */
  readonly start: (machineArn: string, input: string, roleArn: string) => Promise<Started>;
  readonly quiet: () => boolean;
  /** Resolves when no execution has anything to do at once. */
  readonly idle: () => Promise<void>;
};

export type StateMachinesOptions = {
  readonly moto: MotoClient;
  readonly guardOf: () => Guard | undefined;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly random?: () => number;
};

/** Each lambda of a map needs an environment of its own, and the machine of the sandbox's user has few cores. */
const mostAtOnce = 3;

/** No executions yet. They fail until `runOn` was called. */
export function newStateMachines(options: StateMachinesOptions): StateMachines {
  let host: MachineHost | undefined;
  const activity = newActivity();
  const executions = newExecutions({
    activity,
    mostAtOnce,
    now: options.now,
    random: options.random ?? Math.random,
    wait: async (milliseconds, signal) => host?.wait(milliseconds, signal),
    onEnd: (execution) => host?.onEnd?.(execution),
    actAs: (roleArn, machineArn) =>
      actAs(roleArn, machineArn, {
        guardOf: options.guardOf,
        invoke: async (functionArn, payload) => {
          if (!host) throw new Error("Nothing runs in this sandbox yet");
          return host.invoke(functionArn, payload);
        },
      }),
  });
  const parts = { ...options, executions };
  return {
    answer: async (call, requestId) => {
      try {
        return checked(call) ?? (await answerExecutions(parts, call));
      } catch (error) {
        if (!(error instanceof StatesRefused || error instanceof MotoRefused)) throw error;
        const message = textOf(readRecord(error.message).message) ?? error.message;
        return errorAnswer(call.protocol, { status: 400, code: error.code, message }, requestId);
      }
    },
    runOn: (one) => {
      host = one;
    },
    start: (machineArn, input, roleArn) =>
      activity.work(() => startExecution(parts, { machineArn, input, startedAs: roleArn })),
    quiet: activity.quiet,
    idle: activity.idle,
  };
}

/** The answer to a call with a definition that the sandbox cannot run, and to a call for such a check; undefined lets it go on. */
function checked({ operation, parameters }: ReceivedCall): Answer | undefined {
  const { definition, type = "STANDARD" } = parameters;
  const carries = ["CreateStateMachine", "UpdateStateMachine", "ValidateStateMachineDefinition"];
  if (!carries.includes(operation) || typeof definition !== "string") return undefined;
  const read = readDefinition(definition);
  const problems = [
    ...(type === "STANDARD" ? [] : ["the sandbox runs STANDARD machines only"]),
    ...("problems" in read ? read.problems : []),
  ];
  if (operation === "ValidateStateMachineDefinition")
    return jsonAnswer({
      result: problems.length === 0 ? "OK" : "FAIL",
      diagnostics: problems.map((message) => ({
        severity: "ERROR",
        code: "SCHEMA_VALIDATION_FAILED",
        message,
        location: "/",
      })),
      truncated: false,
    });
  if (problems.length === 0) return undefined;
  throw new StatesRefused("InvalidDefinition", `Invalid State Machine Definition: ${problems.join("; ")}`);
}
