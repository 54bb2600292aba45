// What runs in the security account, whoever put it there: the same type comes from the manifests and from what Terraform applied.
import type { DeployedRole } from "../iam/guard";

/** A queue that feeds a lambda. `receiveLimit` is how often SQS hands a message out before it goes to the dead-letter queue. */
export type QueueSource = {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly receiveLimit: number;
};

/** An EventBridge Scheduler schedule, e.g. `rate(1 hour)`. */
export type ScheduleSource = { readonly name: string; readonly expression: string };

/** A rule of an event bus that starts the lambda directly. */
export type EventSource = {
  readonly rule: string;
  readonly bus: string;
  readonly pattern: Readonly<Record<string, unknown>>;
};

/** A route of the HTTP API, e.g. POST and `/slack`. */
export type HttpRoute = { readonly method: string; readonly path: string };

/** One lambda in one region. `name` is its manifest's; `environment` holds its own variables without those that Lambda sets. */
export type DeployedLambda = {
  readonly name: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly roleName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly sources: readonly QueueSource[];
  readonly schedules: readonly ScheduleSource[];
  readonly onEvents: readonly EventSource[];
  /** The requests that it answers. */
  readonly routes: readonly HttpRoute[];
};

/** What starts a state machine by the clock: with `input` (JSON), as the role that may do so. */
export type MachineSchedule = ScheduleSource & { readonly input: string; readonly roleName: string };

/** A sweep's Step Functions state machine. `name` is the manifest's, `definition` is in Amazon States Language. */
export type DeployedMachine = {
  readonly name: string;
  readonly machineArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly roleName: string;
  readonly definition: unknown;
  readonly schedules: readonly MachineSchedule[];
};

/** `roles` are those of lambdas, machines and their schedules, and those in other accounts that lambdas assume. */
export type Deployment = {
  readonly accountId: string;
  readonly organizationId: string;
  readonly lambdas: readonly DeployedLambda[];
  readonly machines: readonly DeployedMachine[];
  readonly roles: readonly DeployedRole[];
};

/** The part of the sandbox's organization that wiring needs. The home region is the first of `regions`. */
export type WiredOrganization = {
  readonly id: string;
  readonly managementAccountId: string;
  readonly infrasecAccountId: string;
  readonly homeRegion: string;
  readonly regions: readonly string[];
  readonly accounts: readonly { readonly id: string; readonly state: string }[];
};
