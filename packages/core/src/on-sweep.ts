// The sweep runtime: Step Functions hands in an object and gets one back, and hears every error, so that it tries again.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Environment } from "@orgwatch/manifest/environment";
import type { Context } from "aws-lambda";
import * as z from "zod/mini";
import { ConfigurationProblem } from "./config";
import { NeverAgain, reasonOf } from "./errors";
import type { Log } from "./log";
import { lazily, type Tools, toolsOf } from "./tools";

/** One call. At `deadline` the lambda is ended; Step Functions then tries the same input again. */
export type SweepCall = { readonly id: string; readonly at: Date; readonly deadline: Date };

type Work<Shape extends z.ZodMiniType, Answer> = (
  input: z.output<Shape>,
  call: SweepCall,
  log: Log,
) => Promise<Answer>;
type Handler<Answer> = (event: unknown, context: Context) => Promise<Answer>;

/**
 * The handler of a sweep's first or last step. `shape` reads the event; what `wire`'s function answers becomes JSON.
 * @throws ConfigurationProblem for a manifest whose lambda is no sweep step; the handler throws NeverAgain for an event of another shape,
 * and whatever the work throws.
 */
export function onSweepStep<E extends Environment, Shape extends z.ZodMiniType, Answer>(
  manifest: LambdaManifest<E>,
  shape: Shape,
  wire: (tools: Tools<E>) => Work<Shape, Answer>,
): Handler<Answer> {
  return started("sweep-step", manifest, shape, wire);
}

/** The handler of the lambda that a sweep's map calls with each item; as `onSweepStep` otherwise. Its answer is not kept by anybody. */
export function onMapItem<E extends Environment, Shape extends z.ZodMiniType, Answer>(
  manifest: LambdaManifest<E>,
  shape: Shape,
  wire: (tools: Tools<E>) => Work<Shape, Answer>,
): Handler<Answer> {
  return started("map-item", manifest, shape, wire);
}

function started<E extends Environment, Shape extends z.ZodMiniType, Answer>(
  kind: "sweep-step" | "map-item",
  manifest: LambdaManifest<E>,
  shape: Shape,
  wire: (tools: Tools<E>) => Work<Shape, Answer>,
): Handler<Answer> {
  if (manifest.trigger.kind !== kind)
    throw new ConfigurationProblem(`${manifest.name} has no ${kind} trigger`);
  const ready = lazily(() => {
    const tools = toolsOf(manifest);
    return { tools, run: wire(tools) };
  });
  return async (event, context) => {
    const { tools, run } = ready();
    const at = tools.now();
    const log = tools.log.with({ requestId: context.awsRequestId });
    const deadline = new Date(at.getTime() + context.getRemainingTimeInMillis());
    try {
      return await run(inputOf(shape, event), { id: context.awsRequestId, at, deadline }, log);
    } catch (error) {
      log.error("sweep failed", { reason: reasonOf(error) });
      throw error;
    }
  };
}

function inputOf<Shape extends z.ZodMiniType>(shape: Shape, event: unknown): z.output<Shape> {
  const read = z.safeParse(shape, event);
  if (!read.success) throw new NeverAgain(`the input is of another shape: ${z.prettifyError(read.error)}`);
  return read.data;
}
