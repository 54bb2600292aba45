// How an invocation ends when it does not end well.

/** The handler threw, the environment crashed, or the time was up. `errorType` is as Lambda reports it. */
export class InvocationFailed extends Error {
  override readonly name = "InvocationFailed";
  constructor(
    readonly errorType: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
