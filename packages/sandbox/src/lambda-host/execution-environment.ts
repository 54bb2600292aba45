// One execution environment: a worker thread that has loaded a lambda's bundle and runs one invocation at a time.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { logGroupName } from "@orgwatch/manifest/names";
import { z } from "zod";
import type { Clock } from "../clock";
import type { DeployedLambda } from "../wiring/deployment";
import { InvocationFailed } from "./invocation-failed";

export type ExecutionEnvironment = {
  /** @throws InvocationFailed when the handler throws, the worker dies or the time is up. */
  readonly invoke: (event: unknown, requestId: string) => Promise<unknown>;
  /** False after a crash or timeout: such an environment is thrown away. */
  readonly usable: () => boolean;
  readonly stop: () => Promise<void>;
};

const initSeconds = 10;

const answer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("done"), result: z.string() }),
  z.object({ kind: z.literal("failed"), errorType: z.string(), errorMessage: z.string(), trace: z.string() }),
]);

/**
 * Starts a worker for the bundle in `folder`; each line that it prints goes to `onLine`. With a clock, the bundle's `Date` tells that
 * clock's time; the limit of an invocation is real time.
 */
export function startExecutionEnvironment(
  lambda: DeployedLambda,
  options: {
    readonly folder: string;
    readonly variables: Record<string, string>;
    readonly onLine: (line: string) => void;
    readonly clock?: Pick<Clock, "offset"> | undefined;
  },
): ExecutionEnvironment {
  const [file = "", exportName = ""] = lambda.handler.split(".");
  const worker = new Worker(join(import.meta.dirname, "worker-bootstrap.cjs"), {
    argv: [],
    // The host's own loaders (tsx) stay out of the lambda, and so does Node's warning about what the bootstrap needs for `import()`.
    execArgv: ["--disable-warning=ExperimentalWarning"],
    env: options.variables,
    workerData: { file: join(options.folder, file), exportName, skipped: options.clock?.offset },
    resourceLimits: { maxOldGenerationSizeMb: lambda.memoryMb },
    stdout: true,
    stderr: true,
  });
  for (const output of [worker.stdout, worker.stderr])
    createInterface({ input: output, crlfDelay: Number.POSITIVE_INFINITY }).on("line", options.onLine);

  const exchange = newExchange(worker);
  const ready = exchange.next(initSeconds);
  // Whoever invokes sees the failure; without an invocation nobody needs to.
  ready.catch(() => undefined);
  return {
    usable: exchange.usable,
    stop: exchange.stop,
    invoke: async (event, requestId) => {
      await ready;
      const deadline = Date.now() + lambda.timeoutSeconds * 1000;
      const answered = exchange.next(lambda.timeoutSeconds);
      worker.postMessage({
        event: JSON.stringify(event),
        context: contextOf(lambda, requestId),
        deadline,
      });
      return resultOf(await answered);
    },
  };
}

function contextOf(lambda: DeployedLambda, requestId: string) {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: lambda.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: lambda.functionArn,
    logGroupName: logGroupName(lambda.name),
    logStreamName: `sandbox/[$LATEST]${requestId}`,
    memoryLimitInMB: String(lambda.memoryMb),
  };
}

function resultOf(message: z.infer<typeof answer>): unknown {
  if (message.kind === "done") return JSON.parse(message.result);
  if (message.kind === "failed")
    throw new InvocationFailed(message.errorType, message.errorMessage, { cause: message.trace });
  throw new InvocationFailed("Runtime.Unknown", "The worker reported itself ready twice");
}

/** The worker's messages one by one, each awaited with a limit; a dead worker or an overrun limit ends the environment for good. */
function newExchange(worker: Worker) {
  let usable = true;
  let waiting: Pending | undefined;
  const fail = (error: InvocationFailed): void => {
    usable = false;
    waiting?.reject(error);
    waiting = undefined;
    void worker.terminate();
  };
  worker.on("message", (message) => {
    waiting?.resolve(answer.parse(message));
    waiting = undefined;
  });
  worker.on("error", (cause) => {
    fail(new InvocationFailed("Runtime.ExitError", `The runtime crashed: ${String(cause)}`, { cause }));
  });
  worker.on("exit", (code) =>
    fail(new InvocationFailed("Runtime.ExitError", `Runtime exited with exit status ${code}`)),
  );
  const next = async (seconds: number): Promise<z.infer<typeof answer>> => {
    if (!usable) throw new InvocationFailed("Runtime.ExitError", "The runtime has ended before");
    const slot = newPending();
    waiting = slot;
    const limit = setTimeout(
      () =>
        fail(new InvocationFailed("Sandbox.Timedout", `Task timed out after ${seconds.toFixed(2)} seconds`)),
      seconds * 1000,
    );
    try {
      return await slot.promise;
    } finally {
      clearTimeout(limit);
    }
  };
  const stop = async (): Promise<void> => {
    fail(new InvocationFailed("Sandbox.Stopped", "The sandbox was stopped"));
    await worker.terminate();
  };
  return { next, stop, usable: () => usable };
}

type Pending = {
  readonly promise: Promise<z.infer<typeof answer>>;
  readonly resolve: (message: z.infer<typeof answer>) => void;
  readonly reject: (error: InvocationFailed) => void;
};

function newPending(): Pending {
  let resolve: Pending["resolve"] = () => undefined;
  let reject: Pending["reject"] = () => undefined;
  const promise = new Promise<z.infer<typeof answer>>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
