// Why a deployment stopped, in words of several lines.

/** Something that a person must look at first. The message says what, and how to go on. */
export class DeployStopped extends Error {
  override readonly name = "DeployStopped";
}

/** Does something with a stack; when that stops, the words begin with its name. */
export async function atStack<Done>(name: string, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DeployStopped)) throw error;
    throw new DeployStopped(`${name}: ${error.message}`, { cause: error });
  }
}
