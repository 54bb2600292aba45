// Keeps a lambda's execution environments warm: one more is started when all are busy, and a broken one is never used again.
import type { ExecutionEnvironment } from "./execution-environment";

export type WarmEnvironments = {
  readonly invoke: ExecutionEnvironment["invoke"];
  readonly stop: () => Promise<void>;
};

/** `start` makes one more environment. */
export function newWarmEnvironments(start: () => ExecutionEnvironment): WarmEnvironments {
  const all = new Set<ExecutionEnvironment>();
  const free: ExecutionEnvironment[] = [];
  const take = (): ExecutionEnvironment => {
    for (let environment = free.pop(); environment !== undefined; environment = free.pop())
      if (environment.usable()) return environment;
    const started = start();
    all.add(started);
    return started;
  };
  return {
    invoke: async (event, requestId) => {
      const environment = take();
      try {
        return await environment.invoke(event, requestId);
      } finally {
        if (environment.usable()) free.push(environment);
        else all.delete(environment);
      }
    },
    stop: async () => {
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
}
