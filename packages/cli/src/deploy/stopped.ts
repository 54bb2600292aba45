// Why a deployment stopped, in words of several lines.

/** Something that a person must look at first. The message says what, and how to go on. */
export class DeployStopped extends Error {
  override readonly name = "DeployStopped";
}
