// The part of Amazon States Language that Orgwatch's machines use; anything else is refused when a machine is made, never ignored.
import { z } from "zod";

const path = z.string().regex(/^\$\$?(\.[A-Za-z_][\w-]*)*$/, "must be a path like $.plan.items");
const referencePath = z.string().regex(/^\$(\.[A-Za-z_][\w-]*)*$/, "must be a path like $.plan.items");
const inOut = {
  InputPath: path.nullable().default("$"),
  OutputPath: path.nullable().default("$"),
  Comment: z.string().exactOptional(),
};
const errors = z.array(z.string().min(1)).min(1);

const retrier = z.strictObject({
  ErrorEquals: errors,
  IntervalSeconds: z.int().min(1).default(1),
  MaxAttempts: z.int().min(0).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).exactOptional(),
  JitterStrategy: z.enum(["FULL", "NONE"]).default("NONE"),
});
const catcher = z.strictObject({
  ErrorEquals: errors,
  Next: z.string(),
  ResultPath: referencePath.nullable().default("$"),
});
/** States.ALL stands alone, and last. */
function allComesLast(rules: readonly { readonly ErrorEquals: readonly string[] }[]): boolean {
  return rules.every(
    ({ ErrorEquals }, index) =>
      !ErrorEquals.includes("States.ALL") || (ErrorEquals.length === 1 && index === rules.length - 1),
  );
}
const lastAll = "States.ALL must stand alone in the last rule";

const working = {
  ...inOut,
  ResultSelector: z.record(z.string(), z.unknown()).exactOptional(),
  ResultPath: referencePath.nullable().default("$"),
  Retry: z.array(retrier).refine(allComesLast, lastAll).default([]),
  Catch: z.array(catcher).refine(allComesLast, lastAll).default([]),
  Next: z.string().exactOptional(),
  End: z.literal(true).exactOptional(),
};

const lambdaArn = /^arn:[^:]+:lambda:[^:]+:\d{12}:function:[A-Za-z0-9-_]+$/;
const invokeArn = /^arn:[^:]+:states:::lambda:invoke$/;

const task = z
  .strictObject({
    ...working,
    Type: z.literal("Task"),
    Resource: z
      .string()
      .refine(
        (arn) => lambdaArn.test(arn) || invokeArn.test(arn),
        "must be a lambda's ARN or arn:aws:states:::lambda:invoke",
      ),
    Parameters: z.record(z.string(), z.unknown()).exactOptional(),
    TimeoutSeconds: z.int().min(1).exactOptional(),
  })
  .refine(
    ({ Resource, Parameters }) =>
      !invokeArn.test(Resource) ||
      (typeof Parameters?.FunctionName === "string" && lambdaArn.test(Parameters.FunctionName)),
    "lambda:invoke needs the lambda's ARN as Parameters.FunctionName",
  );
const succeed = z.strictObject({ ...inOut, Type: z.literal("Succeed") });
const fail = z.strictObject({
  Type: z.literal("Fail"),
  Comment: z.string().exactOptional(),
  Error: z.string().default(""),
  Cause: z.string().default(""),
});

const itemProcessor = z.strictObject({
  ProcessorConfig: z.strictObject({
    Mode: z.literal("DISTRIBUTED"),
    ExecutionType: z.enum(["STANDARD", "EXPRESS"]),
  }),
  Comment: z.string().exactOptional(),
  StartAt: z.string(),
  States: z.record(
    z.string(),
    z.discriminatedUnion("Type", [task, succeed, fail], {
      error: "the sandbox runs Task, Succeed and Fail states for an item",
    }),
  ),
});
const map = z.strictObject({
  ...working,
  Type: z.literal("Map"),
  Label: z.string().max(40).exactOptional(),
  ItemsPath: path.default("$"),
  /** 0 is as many as there are. */
  MaxConcurrency: z.int().min(0).default(0),
  ToleratedFailurePercentage: z.number().min(0).max(100).default(0),
  ItemProcessor: itemProcessor,
});

export const machineSchema = z.strictObject({
  Comment: z.string().exactOptional(),
  Version: z.literal("1.0").exactOptional(),
  QueryLanguage: z.literal("JSONPath").exactOptional(),
  StartAt: z.string(),
  TimeoutSeconds: z.int().min(1).exactOptional(),
  States: z.record(
    z.string(),
    z.discriminatedUnion("Type", [task, map, succeed, fail], {
      error: "the sandbox runs Task, distributed Map, Succeed and Fail states",
    }),
  ),
});

export type Retrier = z.infer<typeof retrier>;
export type TaskState = z.infer<typeof task>;
export type MapState = z.infer<typeof map>;
export type Machine = z.infer<typeof machineSchema>;
export type State = Machine["States"][string];
/** States with where they begin: a whole machine, or what a map does with each item. */
export type Flow = { readonly StartAt: string; readonly States: Readonly<Record<string, State>> };
