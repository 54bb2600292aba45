// Runs the states of a machine one after another, from the execution's input to its output.
import type { Around } from "./around";
import type { Flow, MapState, State, TaskState } from "./definition";
import { fillTemplate, readPath, type Scope, writePath } from "./paths";
import { nextTry } from "./retry-delay";
import { runMap } from "./run-map";
import { runTask } from "./run-task";
import { covers, StateFailed } from "./states-error";

/** As AWS has it, for what goes into and comes out of a state. */
const limitBytes = 256 * 1024;

/** The output of the last state. @throws StateFailed of a state that nothing caught; what `signal` was aborted with. */
export async function runFlow(flow: Flow, input: unknown, around: Around): Promise<unknown> {
  let data = input;
  let name: string | undefined = flow.StartAt;
  while (name !== undefined) {
    const state: State | undefined = flow.States[name];
    if (state === undefined) throw new StateFailed("States.Runtime", `There is no state ${name}`);
    const after: After = await runState(state, data, around);
    data = checkSize(after.data, name);
    name = after.next;
  }
  return data;
}

type After = { readonly data: unknown; readonly next: string | undefined };

async function runState(state: State, data: unknown, around: Around): Promise<After> {
  if (state.Type === "Fail") throw new StateFailed(state.Error, state.Cause);
  const scope = { data, context: around.context };
  const input = readPath(state.InputPath, scope);
  if (state.Type === "Succeed")
    return { data: readPath(state.OutputPath, { ...scope, data: input }), next: undefined };
  try {
    const output = await tryState(state, { ...scope, data: input }, around);
    return { data: readPath(state.OutputPath, { ...scope, data: output }), next: state.Next };
  } catch (error) {
    if (!(error instanceof StateFailed)) throw error;
    const caught = state.Catch.find(({ ErrorEquals }) => covers(ErrorEquals, error.error));
    if (caught === undefined) throw error;
    const told = { Error: error.error, Cause: error.message };
    return { data: writePath(caught.ResultPath, input, told), next: caught.Next };
  }
}

async function tryState(state: TaskState | MapState, scope: Scope, around: Around): Promise<unknown> {
  let attempts: Parameters<typeof nextTry>[2] = new Map();
  for (;;) {
    try {
      const result =
        state.Type === "Task"
          ? await runTask(state, scope, around)
          : await runMap(state, scope, around, (item) => runFlow(state.ItemProcessor, item, around));
      const selected =
        state.ResultSelector === undefined
          ? result
          : fillTemplate(state.ResultSelector, { ...scope, data: result });
      return writePath(state.ResultPath, scope.data, selected);
    } catch (error) {
      if (!(error instanceof StateFailed)) throw error;
      const again = nextTry(state.Retry, error.error, attempts, around.random);
      if (again === undefined) throw error;
      attempts = again.attempts;
      await around.activity.rest(() => around.wait(again.milliseconds, around.signal));
      around.signal.throwIfAborted();
    }
  }
}

function checkSize(data: unknown, state: string): unknown {
  const bytes = Buffer.byteLength(JSON.stringify(data) ?? "null");
  if (bytes <= limitBytes) return data;
  const words = `The state ${state} gave ${bytes} bytes, and ${limitBytes} are the most`;
  throw new StateFailed("States.DataLimitExceeded", words);
}
