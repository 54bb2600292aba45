// What Step Functions measures of each execution.
import type { DataPoint } from "../alarms/metrics";
import type { Execution, ExecutionStatus } from "./executions";

const names: Readonly<Record<Exclude<ExecutionStatus, "RUNNING">, string>> = {
  SUCCEEDED: "ExecutionsSucceeded",
  FAILED: "ExecutionsFailed",
  TIMED_OUT: "ExecutionsTimedOut",
  ABORTED: "ExecutionsAborted",
};

/** How an execution ended: a one for that, and a zero for each other end. */
export function machineMetrics({ machineArn, status, endedAt }: Execution): DataPoint[] {
  if (endedAt === undefined) return [];
  const [, , , region = ""] = machineArn.split(":");
  return Object.entries(names).map(([end, name]) => ({
    metric: { region, namespace: "AWS/States", name, dimensions: { StateMachineArn: machineArn } },
    value: end === status ? 1 : 0,
    at: endedAt,
  }));
}
