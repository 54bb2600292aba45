// Executions of state machines: started, looked up, stopped, and how they ended. Kept for as long as the sandbox runs.
import type { Activity } from "./activity";
import type { Around } from "./around";
import type { Machine } from "./definition";
import { runFlow } from "./run-flow";
import { StateFailed } from "./states-error";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

export type Execution = {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  /** JSON, as it was given. */
  readonly input: string;
  readonly startedAt: Date;
  readonly status: ExecutionStatus;
  readonly endedAt?: Date;
  /** JSON; of those that succeeded. */
  readonly output?: string;
  /** Why the others ended. */
  readonly failure?: { readonly error: string; readonly cause: string };
};

export type NewExecution = Pick<Execution, "arn" | "name" | "machineArn" | "input"> & {
  readonly machine: Machine;
  /** The machine's role, for `$$`. */
  readonly roleArn: string;
};

export type Executions = {
  readonly start: (asked: NewExecution) => Execution;
  readonly of: (arn: string) => Execution | undefined;
  /** Those of one machine, the newest first. */
  readonly ofMachine: (machineArn: string) => readonly Execution[];
  /** Ends one that runs; its lambdas go on by themselves. Answers how it is then. */
  readonly stop: (arn: string, failure: { error: string; cause: string }) => Execution | undefined;
};

/** What is the same for all executions. */
export type ExecutionOptions = Omit<Around, "signal" | "context" | "invoke" | "checkItems"> & {
  readonly actAs: (roleArn: string, machineArn: string) => Pick<Around, "invoke" | "checkItems">;
  readonly activity: Activity;
  readonly now: () => Date;
  /** After each end. */
  readonly onEnd: (execution: Execution) => void;
};

/** None yet. */
export function newExecutions(options: ExecutionOptions): Executions {
  const known = new Map<string, Execution>();
  const controllers = new Map<string, AbortController>();
  const end = (arn: string, how: Pick<Execution, "status" | "output" | "failure">): void => {
    const before = known.get(arn);
    if (before?.status !== "RUNNING") return;
    const ended = { ...before, ...how, endedAt: options.now() };
    known.set(arn, ended);
    options.onEnd(ended);
    controllers.get(arn)?.abort(new StateFailed("States.Runtime", "The execution has ended"));
    controllers.delete(arn);
  };
  return {
    start: ({ machine, roleArn, ...asked }) => {
      const execution: Execution = { ...asked, startedAt: options.now(), status: "RUNNING" };
      known.set(asked.arn, execution);
      const controller = new AbortController();
      controllers.set(asked.arn, controller);
      const around = {
        ...options,
        ...options.actAs(roleArn, asked.machineArn),
        signal: controller.signal,
        context: contextOf(execution, roleArn),
      };
      void run(machine, execution, around, (how) => end(asked.arn, how));
      return execution;
    },
    of: (arn) => known.get(arn),
    ofMachine: (machineArn) =>
      [...known.values()].filter((execution) => execution.machineArn === machineArn).toReversed(),
    stop: (arn, failure) => {
      end(arn, { status: "ABORTED", failure });
      return known.get(arn);
    },
  };
}

/** Never rejects. */
async function run(
  machine: Machine,
  execution: Execution,
  around: Around,
  end: (how: Pick<Execution, "status" | "output" | "failure">) => void,
): Promise<void> {
  if (machine.TimeoutSeconds !== undefined)
    void around.wait(machine.TimeoutSeconds * 1000, around.signal).then(() => {
      const cause = `The execution took longer than ${machine.TimeoutSeconds} seconds`;
      end({ status: "TIMED_OUT", failure: { error: "States.Timeout", cause } });
    });
  try {
    const output = await around.activity.work(() => runFlow(machine, JSON.parse(execution.input), around));
    end({ status: "SUCCEEDED", output: JSON.stringify(output) });
  } catch (error) {
    const failure =
      error instanceof StateFailed
        ? { error: error.error, cause: error.message }
        : { error: "States.Runtime", cause: String(error) };
    end({ status: "FAILED", failure });
  }
}

function contextOf({ arn, name, input, startedAt, machineArn }: Execution, roleArn: string) {
  return {
    Execution: {
      Id: arn,
      Name: name,
      Input: JSON.parse(input),
      StartTime: startedAt.toISOString(),
      RoleArn: roleArn,
    },
    StateMachine: { Id: machineArn, Name: machineArn.split(":").at(-1) },
  };
}
