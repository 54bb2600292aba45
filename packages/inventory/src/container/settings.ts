// What a container is told by its environment. The orchestrator's is set by terraform/modules/inventory-on-kubernetes, the others' by job-objects.ts.
import { parseInventoryPolicy } from "@orgwatch/core/inventory/policy";
import { standardInventoryPolicy } from "@orgwatch/manifest/inventory-policy";
import * as z from "zod/mini";

/** The environment lacks something, or something in it has another form: all problems in words, and no value. */
export class SettingsProblem extends Error {
  override readonly name = "SettingsProblem";
}

const text = z.string().check(z.minLength(1));
const digits = z.string().check(z.regex(/^[1-9]\d*$/, "must be a whole number above 0"));
/** Comma-separated; an empty text is an empty list, not a list of an empty text. */
const list = z.pipe(
  z.string(),
  z.transform((value) => [
    ...new Set(
      value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    ),
  ]),
);
const accountIds = list.check(
  z.refine((ids) => ids.every((id) => /^\d{12}$/.test(id)), "must be account ids of 12 digits"),
);
const policy = z.pipe(
  z.string(),
  z.transform((value, context) => {
    try {
      return parseInventoryPolicy({ ...standardInventoryPolicy, ...z.parse(members, JSON.parse(value)) });
    } catch {
      context.issues.push({ code: "custom", message: "must be a policy as JSON", input: value });
      return z.NEVER;
    }
  }),
);
const members = z.record(z.string(), z.unknown());

/** `JOB_NAME` is the orchestrator's own Job, `IMAGE` its own image: the Jobs that it creates run the same. */
export const orchestratorShape = z.object({
  JOB_NAME: text,
  NAMESPACE: text,
  IMAGE: text,
  AWS_REGION: text,
  BUCKET_NAME: text,
  REGIONS: list.check(z.refine((regions) => regions.length > 0, "must name a region")),
  INCLUDE_ACCOUNTS: z._default(accountIds, []),
  POLICY: policy,
  PARALLELISM: z.pipe(digits, z.transform(Number)),
  /** These two come from Kubernetes itself. */
  KUBERNETES_SERVICE_HOST: text,
  KUBERNETES_SERVICE_PORT: z.pipe(digits, z.transform(Number)),
  /** Where the token of the pod's service account lies, if not where Kubernetes puts it. */
  SERVICE_ACCOUNT_FOLDER: z._default(text, "/var/run/secrets/kubernetes.io/serviceaccount"),
});
export type OrchestratorSettings = z.output<typeof orchestratorShape>;

/** `RUN_FILE` is where the run's ConfigMap lies in the container. */
export const finisherShape = z.object({ AWS_REGION: text, BUCKET_NAME: text, RUN_FILE: text });

/** Kubernetes gives each pod of an Indexed Job its own index, from 0. */
export const runnerShape = z.extend(finisherShape, {
  JOB_COMPLETION_INDEX: z.pipe(z.string().check(z.regex(/^\d+$/)), z.transform(Number)),
});

/** @throws SettingsProblem */
export function settingsOf<Shape extends z.ZodMiniType>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Shape> {
  const read = z.safeParse(shape, environment);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new SettingsProblem(problems.join("; "));
}
