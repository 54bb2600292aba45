// The plan of a run in the bucket of the tag audit, written once: what is executed is what was decided first.
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { TryLater } from "@orgwatch/core/errors";
import { type RunPlan, runPlanShape } from "@orgwatch/core/tag-audit/violation";

/** Both throw TryLater while S3 cannot be used, and Error for a file of another shape. */
export type PlanFile = {
  /** Keeps the plan, and answers the one that counts: that of an earlier try, where there is one. */
  readonly keep: (plan: RunPlan) => Promise<RunPlan>;
  readonly read: (runId: string) => Promise<RunPlan>;
};

/** The plans in S3: `runs/<run>/plan.json`. */
export function planFile(client: Pick<S3Client, "send">, bucket: string): PlanFile {
  const at = (runId: string) => ({ Bucket: bucket, Key: `runs/${runId}/plan.json` });
  const problem = (runId: string, cause: unknown) =>
    new TryLater(`${at(runId).Key} cannot be used in ${bucket}`, { cause });
  const read = async (runId: string): Promise<RunPlan> => {
    const body = await client
      .send(new GetObjectCommand(at(runId)))
      .then(({ Body }) => Body?.transformToString())
      .catch((error: unknown) => {
        throw problem(runId, error);
      });
    return runPlanShape.parse(JSON.parse(body ?? "null"));
  };
  return {
    read,
    keep: async (plan) => {
      const Body = JSON.stringify(plan);
      try {
        const file = { ...at(plan.runId), Body, ContentType: "application/json", IfNoneMatch: "*" };
        await client.send(new PutObjectCommand(file));
        return runPlanShape.parse(JSON.parse(Body));
      } catch (error) {
        if (error instanceof Error && error.name === "PreconditionFailed") return read(plan.runId);
        throw problem(plan.runId, error);
      }
    },
  };
}
