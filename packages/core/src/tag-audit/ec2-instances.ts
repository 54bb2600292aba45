// The instances of one account and region, over the AWS SDK: all pages, in our words, with what keeps each of them.
import {
  type Instance as AwsInstance,
  type ConversionTask,
  DescribeConversionTasksCommand,
  EC2Client,
  type EC2ClientConfig,
  paginateDescribeInstances,
} from "@aws-sdk/client-ec2";
import { readProblem } from "./ec2-read-problem";
import { type Instance, instanceShape } from "./instance";
import { keeperOf } from "./keeper";

export type Place = { readonly accountId: string; readonly region: string };

/**
 * Reads all audited instances: running, stopping and stopped ones. A page that fails fails the whole, because half an answer looks like
 * instances that are gone.
 * @throws NotOptedIn, ReadRefused, Throttled, TryLater, or the SDK's error for a call that EC2 calls invalid.
 */
export type InstanceReader = () => Promise<Instance[]>;

/** `pending` ones cannot be tagged yet, and what shuts down is over. */
const audited = instanceShape.shape.state.options;
/** What DescribeInstances takes at a time. */
const pageSize = 1000;

/**
 * The reader behind a client of that place. Members of auto-scaling groups carry the group's tag always, so that Auto Scaling need not be
 * asked; instances under import do not, so that EC2 is asked for its import tasks wherever there are instances.
 */
export function instanceReader(client: EC2Client, place: Place): InstanceReader {
  return async () => {
    try {
      const found: AwsInstance[] = [];
      const filter = { Filters: [{ Name: "instance-state-name", Values: [...audited] }] };
      for await (const { Reservations } of paginateDescribeInstances({ client, pageSize }, filter))
        for (const { Instances } of Reservations ?? []) found.push(...(Instances ?? []));
      if (found.length === 0) return [];
      const imports = importsBy(await conversionTasks(client));
      return found.flatMap((one) => instanceOf(place, one, imports));
    } catch (error) {
      throw readProblem(place.accountId, place.region, error);
    }
  };
}

/** None where EC2 does not know the question: not every region has VM Import. */
async function conversionTasks(client: EC2Client): Promise<readonly ConversionTask[]> {
  try {
    return (await client.send(new DescribeConversionTasksCommand({}))).ConversionTasks ?? [];
  } catch (error) {
    if (error instanceof Error && /^(InvalidAction|UnsupportedOperation)$/.test(error.name)) return [];
    throw error;
  }
}

/** The tasks that still work with an instance, by its id. */
function importsBy(tasks: readonly ConversionTask[]): ReadonlyMap<string, string> {
  return new Map(
    tasks
      .filter(({ State }) => State === "active" || State === "cancelling")
      .flatMap(({ ImportInstance, ConversionTaskId }) =>
        ImportInstance?.InstanceId ? [[ImportInstance.InstanceId, ConversionTaskId ?? "import"]] : [],
      ),
  );
}

function instanceOf(place: Place, one: AwsInstance, imports: ReadonlyMap<string, string>): Instance[] {
  const { InstanceId, LaunchTime, InstanceType, InstanceLifecycle, SpotInstanceRequestId } = one;
  const state = audited.find((word) => word === one.State?.Name);
  if (InstanceId === undefined || LaunchTime === undefined || state === undefined) return [];
  const tags = Object.fromEntries((one.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
  const keeper = keeperOf({
    tags,
    lifecycle: InstanceLifecycle,
    spotRequestId: SpotInstanceRequestId,
    importTaskId: imports.get(InstanceId),
  });
  return [
    {
      ...place,
      instanceId: InstanceId,
      state,
      launchedAt: LaunchTime.toISOString(),
      createdAt: oldestOf(LaunchTime, one).toISOString(),
      tags,
      ...(InstanceType === undefined ? {} : { instanceType: InstanceType }),
      ...(keeper === undefined ? {} : { keeper }),
    },
  ];
}

/** `LaunchTime` is new after each start; what was attached at the launch keeps its time. */
function oldestOf(launched: Date, { BlockDeviceMappings, NetworkInterfaces }: AwsInstance): Date {
  const attached = [
    ...(BlockDeviceMappings ?? []).map(({ Ebs }) => Ebs?.AttachTime),
    ...(NetworkInterfaces ?? []).map(({ Attachment }) => Attachment?.AttachTime),
  ].filter((time) => time !== undefined);
  return new Date(Math.min(...[launched, ...attached].map((time) => time.getTime())));
}

type Credentials = NonNullable<EC2ClientConfig["credentials"]>;

/**
 * EC2 clients that share one pool of connections. Each place has its own, because a client has one identity and adapts its pace to one
 * account's and region's throttling; it is forgotten with the place, since a process sees thousands. Without `credentials` the caller's own
 * are used. Without these limits the SDK waits for ever; four tries of 10 s leave time to say why.
 */
export function ec2Clients(): (region: string, credentials?: Credentials) => EC2Client {
  let requestHandler: EC2ClientConfig["requestHandler"];
  return (region, credentials) => {
    const client = new EC2Client({
      region,
      ...(credentials === undefined ? {} : { credentials }),
      maxAttempts: 4,
      retryMode: "adaptive",
      requestHandler: requestHandler ?? {
        connectionTimeout: 1000,
        requestTimeout: 10_000,
        throwOnRequestTimeout: true,
      },
    });
    requestHandler = client.config.requestHandler;
    return client;
  };
}
