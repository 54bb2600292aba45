// What the runtime gives to every lambda, made once per process: configuration, log, clock, network.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Environment } from "@orgwatch/manifest/environment";
import { ssm } from "./aws";
import { type ConfigOf, readConfig } from "./config";
import { type Log, newLog } from "./log";
import { cachedParameters } from "./parameters";

export type Tools<E extends Environment> = {
  readonly config: ConfigOf<E>;
  readonly log: Log;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly fetch: typeof fetch;
};

/** Makes the tools of a lambda; a failure is thrown at each invocation until the configuration is mended. */
export function toolsOf<E extends Environment>(manifest: LambdaManifest<E>): Tools<E> {
  const now = () => new Date();
  return {
    config: readConfig(manifest.name, manifest.env, process.env, cachedParameters(ssm, now)),
    log: newLog(manifest.name),
    now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    fetch,
  };
}

/** Runs `make` on first use and keeps its value; an error is not kept, so that the next invocation tries again. */
export function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
