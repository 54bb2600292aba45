// The schedule runtime: runs now, whatever started it, and lets every error out so that Lambda retries and the alarm fires.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Environment } from "@orgwatch/manifest/environment";
import type { Context } from "aws-lambda";
import { reasonOf } from "./errors";
import type { Log } from "./log";
import { lazily, type Tools, toolsOf } from "./tools";

/** One run. Time windows are computed from `at` or a stored watermark, never when the module is loaded. */
export type Tick = { readonly id: string; readonly at: Date };

/** The handler of a schedule lambda. The event's content does not matter: a schedule and an early start by an event do the same. */
export function onSchedule<E extends Environment>(
  manifest: LambdaManifest<E>,
  wire: (tools: Tools<E>) => (tick: Tick, log: Log) => Promise<void>,
): (event: unknown, context: Context) => Promise<void> {
  const ready = lazily(() => {
    const tools = toolsOf(manifest);
    return { tools, run: wire(tools) };
  });
  return async (_event, context) => {
    const { tools, run } = ready();
    const log = tools.log.with({ requestId: context.awsRequestId });
    try {
      await run({ id: context.awsRequestId, at: tools.now() }, log);
      log.info("run done");
    } catch (error) {
      log.error("run failed", { reason: reasonOf(error) });
      throw error;
    }
  };
}
