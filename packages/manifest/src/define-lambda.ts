// A lambda as it declares itself: the one source for Terraform, sandbox, configuration type, IAM policy, alarm texts, docs.
import type { Environment } from "./environment";
import type { ResourceReference } from "./references";
import type { Trigger } from "./trigger";

/** Exact IAM actions on one resource. */
export type Allowance = { readonly actions: readonly string[]; readonly on: ResourceReference };

/** Grants exact actions (no wildcards) on one resource. */
export function allow(actions: readonly string[], on: ResourceReference): Allowance {
  return { actions, on };
}

export type LambdaManifest<E extends Environment = Environment> = {
  /** kebab-case; the end of the function's name. */
  readonly name: string;
  /** The folder of its package below `packages/`: the lambda's name, unless several lambdas share a package. */
  readonly package: string;
  /** What it does, one sentence without a full stop. */
  readonly summary: string;
  /** What people lose when it fails: the text of its alarms. */
  readonly impact: string;
  /** The stack that owns it; also the prefix of its secrets and settings in SSM. */
  readonly stack: string;
  readonly runsIn: "each-region" | "home-region";
  /** The handler's file, from the package's folder; it exports `handler`. */
  readonly entry: string;
  /** Its bundle is several files: what its sources `import()` is read only when they do. For a lambda that would be too big otherwise. */
  readonly isSplit?: boolean;
  readonly trigger: Trigger;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly env: E;
  readonly allow: readonly Allowance[];
};

/**
 * Declares a lambda (memory defaults to 256 MB, the package to its name).
 * @throws Error with all problems of the declaration, in words.
 */
export function defineLambda<const E extends Environment>(
  declaration: Omit<LambdaManifest<E>, "memoryMb" | "package"> & {
    readonly memoryMb?: number;
    readonly package?: string;
  },
): LambdaManifest<E> {
  const manifest = { memoryMb: 256, package: declaration.name, ...declaration };
  const problems = problemsOf(manifest);
  if (problems.length > 0) throw new Error(`lambda ${manifest.name}: ${problems.join("; ")}`);
  return manifest;
}

function problemsOf(manifest: LambdaManifest): string[] {
  const problems: string[] = [];
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(manifest.name))
    problems.push("its name must be kebab-case of at most 40 characters");
  if (manifest.summary === "") problems.push("it needs a summary");
  if (manifest.impact === "") problems.push("it needs an impact: what people lose when it fails");
  if (manifest.timeoutSeconds < 1 || manifest.timeoutSeconds > 900)
    problems.push("timeoutSeconds must be 1 to 900");
  for (const name of Object.keys(manifest.env)) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) problems.push(`${name} must be UPPER_SNAKE_CASE`);
    if (/^(AWS|ORGWATCH)_/.test(name)) problems.push(`${name} uses a reserved prefix`);
  }
  for (const { actions, on } of manifest.allow) {
    for (const action of actions)
      if (!/^[a-z0-9-]+:[A-Za-z]+$/.test(action)) problems.push(`${action} is not one exact IAM action`);
    if (on.kind === "any" && on.because === "") problems.push("a * resource needs a written reason");
  }
  if (manifest.trigger.kind === "queue") problems.push(...problemsOfQueue(manifest.trigger));
  return problems;
}

function problemsOfQueue(trigger: {
  readonly batchSize: number;
  readonly receiveLimit: number;
  readonly maximumConcurrency: number;
}): string[] {
  const problems: string[] = [];
  if (trigger.batchSize < 1 || trigger.batchSize > 10) problems.push("batchSize must be 1 to 10");
  if (trigger.receiveLimit < 5 || trigger.receiveLimit > 1000)
    problems.push("receiveLimit must be 5 to 1000");
  if (trigger.maximumConcurrency < 2 || trigger.maximumConcurrency > 1000)
    problems.push("maximumConcurrency must be 2 to 1000");
  return problems;
}
