// The calls about executions, which moto would only pretend to run, and those that moto does not know.
import { jsonAnswer } from "../gateway/error-answer";
import type { Answer } from "../gateway/moto-client";
import { textOf } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";
import type { Execution } from "./executions";
import { type StatesParts, StatesRefused, startExecution } from "./start-execution";

/** The sandbox keeps neither histories nor map runs, and runs nothing again from where it failed. */
const unknown = [
  "DescribeMapRun",
  "DescribeStateMachineForExecution",
  "GetExecutionHistory",
  "ListMapRuns",
  "RedriveExecution",
  "StartSyncExecution",
  "TestState",
  "UpdateMapRun",
];

/** The answer; undefined leaves the call to moto. @throws StatesRefused, MotoRefused. */
export async function answerExecutions(parts: StatesParts, call: ReceivedCall): Promise<Answer | undefined> {
  const { operation, parameters } = call;
  if (unknown.includes(operation))
    throw new StatesRefused("ValidationException", `The sandbox's Step Functions do not know ${operation}`);
  switch (operation) {
    case "StartExecution": {
      const { arn, startedAt } = await startExecution(parts, {
        machineArn: textOf(parameters.stateMachineArn) ?? "",
        input: textOf(parameters.input) ?? "{}",
        name: textOf(parameters.name),
      });
      return jsonAnswer({ executionArn: arn, startDate: seconds(startedAt) });
    }
    case "DescribeExecution":
      return jsonAnswer(described(found(parts, textOf(parameters.executionArn))));
    case "StopExecution": {
      const { arn } = found(parts, textOf(parameters.executionArn));
      const failure = { error: textOf(parameters.error) ?? "", cause: textOf(parameters.cause) ?? "" };
      return jsonAnswer({ stopDate: seconds(parts.executions.stop(arn, failure)?.endedAt) });
    }
    case "ListExecutions":
      return jsonAnswer(listed(parts, parameters));
    case "ListStateMachineVersions":
      // The sandbox publishes none.
      return jsonAnswer({ stateMachineVersions: [] });
    default:
      return undefined;
  }
}

function found({ executions }: StatesParts, arn = ""): Execution {
  const execution = executions.of(arn);
  if (!execution) throw new StatesRefused("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  return execution;
}

function summaryOf({ arn, name, machineArn, status, startedAt, endedAt }: Execution) {
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    ...{ name, status },
    startDate: seconds(startedAt),
    ...(endedAt && { stopDate: seconds(endedAt) }),
    redriveCount: 0,
  };
}

function described(execution: Execution) {
  const { input, output, failure } = execution;
  const included = { included: true };
  return {
    ...summaryOf(execution),
    ...{ input, inputDetails: included },
    ...(output !== undefined && { output, outputDetails: included }),
    ...failure,
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: "The sandbox redrives no executions",
  };
}

/** Pages of at most `maxResults` (100 unless given), the newest first; a token is how many came before. */
function listed({ executions }: StatesParts, parameters: ReceivedCall["parameters"]) {
  const { statusFilter, maxResults, nextToken } = parameters;
  const all = executions
    .ofMachine(textOf(parameters.stateMachineArn) ?? "")
    .filter(({ status }) => statusFilter === undefined || status === statusFilter);
  const from = Number(nextToken ?? 0);
  const to = from + (Number(maxResults) || 100);
  return {
    executions: all.slice(from, to).map(summaryOf),
    ...(to < all.length && { nextToken: String(to) }),
  };
}

function seconds(at: Date | undefined): number | undefined {
  return at && at.getTime() / 1000;
}
