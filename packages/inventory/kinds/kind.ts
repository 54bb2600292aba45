// How one kind of resource is read: a line of the table.
import type { Service } from "./services";

/**
 * A kind, read with one operation that lists. Paths are dotted, `[]` flattens a list: `Reservations[].Instances[]`; `.` is the value itself.
 * Templates replace `<partition>`, `<region>`, `<account>`, `<id>` and any path in the item: `<LoadBalancerName>`.
 */
export type Kind = {
  /** `<service as in IAM>/<what>`, e.g. `ec2/instance`. */
  readonly kind: string;
  /** The SDK client. */
  readonly service: Service;
  readonly scope: "regional" | "global";
  /** Of a global kind: the only region whose endpoint answers, where it is not the partition's own (us-east-1, us-gov-west-1, cn-north-1). */
  readonly region?: string;
  /** As the SDK calls it: `DescribeInstances`. Its pages are followed, by `NextToken` where the SDK has no paginator for it (EventBridge). */
  readonly operation: string;
  readonly input?: Readonly<Record<string, unknown>>;
  /** Where the resources stand in the answer: a list, or a single one (the password policy). Resources may be strings (addresses of queues). */
  readonly list: string;
  /** Its id: a path in the item, or a template (`<logGroupName>/<filterName>`); unique among the kind in an account and region. */
  readonly id: string;
  /** A path to what tells two of them apart that have the same id otherwise, and is secret: a hash of it becomes part of the id. */
  readonly apart?: string;
  /** A path (when it begins with no `arn:`) or a template; what is no ARN then counts as none. Details have been merged by then. */
  readonly arn?: string;
  readonly name?: string;
  /** Where its tags stand: a list of keys and values, or a map. */
  readonly tags?: string;
  /** IAM's actions, where they are not `<IAM's service>:<operation>`. */
  readonly actions?: readonly string[];
  /** Calls for each resource; their answers are merged into `raw`. */
  readonly details?: readonly Detail[];
  /** Paths in `raw` whose values may be secret (environment variables, passwords): each is replaced by `(left out)`. */
  readonly hide?: readonly string[];
  /** Names of errors that mean that there is nothing of the kind: the service is not used here. */
  readonly none?: readonly string[];
  /** Calls per second and account and region that AWS allows, where it is less than usual. */
  readonly perSecond?: number;
};

/** A call for one resource. Its answer (or what stands at `result` in it) is put into `raw` under `as`. */
export type Detail = {
  readonly operation: string;
  /** Strings in it, at any depth, are templates. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly result?: string;
  readonly as: string;
  /** Tags of the resource stand here in the answer. */
  readonly tags?: string;
  readonly actions?: readonly string[];
  /** Names of errors that mean that the resource has none of it, or is gone by now. */
  readonly none?: readonly string[];
};
