// The option `--region`, and what holds without it.
import { InvalidArgumentError } from "commander";
import { UsageProblem } from "./words-of-error";

/** Collects the option's values. A wrong region would only be noticed as a host name that does not exist. */
export function regionOption(value: string, previous: readonly string[] = []): readonly string[] {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(value))
    throw new InvalidArgumentError("A region looks like us-east-1.");
  return [...previous, value];
}

/**
 * The given regions, each once, or the own one.
 * @throws UsageProblem when none is given and none configured.
 */
export async function chosenRegions(
  given: readonly string[] | undefined,
  ownRegion: () => Promise<string>,
): Promise<readonly string[]> {
  if (given !== undefined) return [...new Set(given)];
  try {
    return [await ownRegion()];
  } catch (error) {
    throw new UsageProblem("no region is configured: give --region, or set AWS_REGION", { cause: error });
  }
}
