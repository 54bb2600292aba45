// How a state fails: with a name that Retry and Catch look at, and a cause for people.

/** A failed state. `error` is Step Functions' name for it, or the error type that a lambda reported. */
export class StateFailed extends Error {
  override readonly name = "StateFailed";
  constructor(
    readonly error: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** No list of errors covers these two: they end an execution. */
const final = ["States.DataLimitExceeded", "States.Runtime"];

/** Whether a list of errors, as Retry and Catch have it, covers this one. */
export function covers(listed: readonly string[], error: string): boolean {
  if (listed.includes(error)) return true;
  if (final.includes(error)) return false;
  return (
    listed.includes("States.ALL") || (listed.includes("States.TaskFailed") && error !== "States.Timeout")
  );
}
