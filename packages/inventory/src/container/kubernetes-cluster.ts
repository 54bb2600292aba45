// The cluster by its API: Jobs and ConfigMaps of one namespace.
import * as z from "zod/mini";
import { type Cluster, ClusterRefused, type JobState } from "./cluster";
import type { CallApi } from "./kubernetes-api";

const jobShape = z.object({
  metadata: z.object({ uid: z.string(), creationTimestamp: z.string() }),
  status: z.optional(
    z.object({ conditions: z.optional(z.array(z.object({ type: z.string(), status: z.string() }))) }),
  ),
});
const mapShape = z.object({ data: z.optional(z.record(z.string(), z.string())) });

/** The cluster's namespace. @throws what `call` throws, and ClusterRefused for an object of another shape. */
export function kubernetesCluster(call: CallApi, namespace: string): Cluster {
  const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`;
  const maps = `/api/v1/namespaces/${namespace}/configmaps`;
  const reading = (path: string, name = "") => ({ method: "GET", path: `${path}/${name}` }) as const;
  return {
    ownJob: async (name) => {
      const { metadata } = read(jobShape, await call(reading(jobs, name)));
      return { name, uid: metadata.uid, createdAt: new Date(metadata.creationTimestamp) };
    },
    createJob: async (body) => {
      await call({ method: "POST", path: jobs, body, unless: 409 });
    },
    createConfigMap: async (body) => {
      const created = await call({ method: "POST", path: maps, body, unless: 409 });
      const there = created ?? (await call(reading(maps, body.metadata?.name)));
      return read(mapShape, there).data ?? {};
    },
    jobState: async (name) => {
      const job = await call({ ...reading(jobs, name), unless: 404 });
      return job === undefined ? "gone" : stateOf(read(jobShape, job));
    },
  };
}

/** The Job controller's word; pods may fail and be replaced before it. */
function stateOf({ status }: z.output<typeof jobShape>): JobState {
  const ended = (type: string) =>
    status?.conditions?.some((one) => one.type === type && one.status === "True") ?? false;
  if (ended("Complete")) return "complete";
  return ended("Failed") ? "failed" : "running";
}

function read<Shape extends z.ZodMiniType>(shape: Shape, object: unknown): z.output<Shape> {
  const found = z.safeParse(shape, object);
  if (!found.success) throw new ClusterRefused("the cluster answered an object of another shape");
  return found.data;
}
