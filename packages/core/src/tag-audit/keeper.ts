// What keeps an instance alive, or will end it by itself: whoever acts on such an instance alone fights against its keeper.
import type { KeeperKind } from "@orgwatch/manifest/tag-policy";
import type { Instance, Keeper } from "./instance";

/** What EC2 and its neighbours tell about an instance. */
export type KeeperFacts = {
  readonly tags: Instance["tags"];
  /** `InstanceLifecycle`: `spot`, `scheduled`, `capacity-block`; undefined for on-demand instances. */
  readonly lifecycle?: string | undefined;
  readonly spotRequestId?: string | undefined;
  /** By DescribeAutoScalingInstances, where it was asked. */
  readonly autoScalingGroup?: string | undefined;
  /** A task of VM Import that is not over and works with this instance. */
  readonly importTaskId?: string | undefined;
};

/** Tags by which keepers name their members; `*` ends a prefix, whose rest is the name. */
const keptBy: readonly (readonly [KeeperKind, readonly string[]])[] = [
  ["auto-scaling", ["aws:autoscaling:groupName"]],
  ["karpenter", ["karpenter.sh/nodepool", "karpenter.sh/provisioner-name"]],
  ["emr", ["aws:elasticmapreduce:job-flow-id"]],
  ["elastic-beanstalk", ["elasticbeanstalk:environment-name"]],
  ["eks", ["eks:cluster-name", "aws:eks:cluster-name", "kubernetes.io/cluster/*"]],
];

/**
 * The instance's keeper, undefined when it has none. Of several the one that launches a replacement is named, in this order: auto-scaling
 * (EKS's node groups and Beanstalk's environments are groups too), Karpenter, EMR, Elastic Beanstalk, EKS, a spot request, an import task;
 * the others are in `also`. Keepers' tags without `aws:` can be written by anybody: they save from acts, never from the report.
 */
export function keeperOf(facts: KeeperFacts): Keeper | undefined {
  const [first, ...others] = [...keepersByTag(facts), ...keepersByRequest(facts)];
  if (first === undefined) return undefined;
  const also = others.map(({ kind }) => kind);
  return also.length === 0 ? first : { ...first, also };
}

function keepersByTag({ tags, autoScalingGroup }: KeeperFacts): Keeper[] {
  return keptBy.flatMap(([kind, keys]) => {
    const name = keys.map((key) => nameBy(key, tags)).find((one) => one !== undefined);
    const asked = kind === "auto-scaling" ? autoScalingGroup : undefined;
    const known = asked ?? name;
    return known === undefined ? [] : [{ kind, name: known }];
  });
}

function keepersByRequest({ lifecycle, spotRequestId, importTaskId }: KeeperFacts): Keeper[] {
  const spot = lifecycle === "spot" || spotRequestId !== undefined;
  return [
    ...(spot ? [{ kind: "spot", name: spotRequestId ?? "spot" } as const] : []),
    ...(importTaskId === undefined ? [] : [{ kind: "import", name: importTaskId } as const]),
  ];
}

function nameBy(key: string, tags: Instance["tags"]): string | undefined {
  if (!key.endsWith("*")) return tags[key];
  const prefix = key.slice(0, -1);
  return Object.keys(tags)
    .find((name) => name.startsWith(prefix))
    ?.slice(prefix.length);
}
