// A task: runs a lambda, by its own ARN or through Step Functions' integration with Lambda, within the task's time.
import { isRecord, textOf } from "../gateway/read-json";
import type { Around } from "./around";
import type { TaskState } from "./definition";
import { fillTemplate, type Scope } from "./paths";
import { StateFailed } from "./states-error";

/** The task's result. @throws StateFailed; what the execution's signal was aborted with. */
export async function runTask(state: TaskState, scope: Scope, around: Around): Promise<unknown> {
  const asked = state.Parameters === undefined ? scope.data : fillTemplate(state.Parameters, scope);
  if (!state.Resource.endsWith(":states:::lambda:invoke"))
    return inTime(state, around, () => around.invoke(state.Resource, asked));
  const { FunctionName, Payload = {} } = isRecord(asked) ? asked : {};
  const answer = await inTime(state, around, () => around.invoke(textOf(FunctionName) ?? "", Payload));
  return { ExecutedVersion: "$LATEST", Payload: answer, StatusCode: 200 };
}

/** Nobody waits longer than the task's time, nor after the execution was stopped; the lambda goes on by itself, as on AWS. */
async function inTime<T>(
  { TimeoutSeconds }: TaskState,
  { wait, signal }: Around,
  invoke: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const tooLate = async (): Promise<never> => {
    await wait(TimeoutSeconds === undefined ? Number.POSITIVE_INFINITY : TimeoutSeconds * 1000, either);
    signal.throwIfAborted();
    throw new StateFailed("States.Timeout", `The task took longer than ${TimeoutSeconds} seconds`);
  };
  try {
    return await Promise.race([invoke(), tooLate()]);
  } finally {
    over.abort();
  }
}
