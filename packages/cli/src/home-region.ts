// What these commands need of the home region of the security account.
import { TryLater } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import { InvalidArgumentError } from "commander";
import { chosenRegions, regionOption } from "./region-option";

/** An execution of the sweep, by its ARN. */
export type SweepState = {
  readonly status: "running" | "succeeded" | "failed" | "stopped" | "timed-out";
  /** Why it failed, in Step Functions' words. */
  readonly reason: string | undefined;
};

export type Sweep<Input> = {
  /** Starts an execution with this input and answers its ARN. Rejects with NotInThisRegion where there is no sweep. */
  readonly start: (input: Input) => Promise<{ readonly arn: string; readonly startedAt: Date }>;
  readonly state: (arn: string) => Promise<SweepState>;
};

/** Every function rejects with what AWS says, the table's with TryLater around it. */
export type HomeRegion = {
  readonly cases: Pick<CaseTable, "casesBy" | "getCase" | "conversation" | "accountResult">;
  /** All accounts that the account directory knows, also those that left. */
  readonly accounts: () => Promise<readonly AccountEntry[]>;
  readonly sweep: Sweep<{ readonly accounts?: readonly string[]; readonly full?: boolean }>;
};

/** What was looked for is nowhere in this region: the wrong account or region, or the job is not deployed. */
export class NotInThisRegion extends Error {
  override readonly name = "NotInThisRegion";
  constructor(what: string, region: string) {
    super(`there is no ${what} in ${region}: is this the security account, and its home region (--region)?`);
  }
}

/** What all commands say at the end of their help. */
export const credentialsHelp =
  "Credentials and region are those of the AWS command line (AWS_PROFILE, AWS_REGION, …): the security account, the home region.";

/** The option `--region`, once. */
export function homeRegionOption(value: string): string {
  const [region] = regionOption(value);
  if (region === undefined) throw new InvalidArgumentError("A region looks like us-east-1.");
  return region;
}

/**
 * Works with the given region or the own one. A failure of the table is told by its cause, which is what an operator can act on.
 * @throws UsageProblem when no region is given and none configured; NotInThisRegion when a table is not there.
 */
export async function atHome<Result>(
  given: string | undefined,
  {
    ownRegion,
    homeIn,
  }: { readonly ownRegion: () => Promise<string>; readonly homeIn: (region: string) => HomeRegion },
  work: (home: HomeRegion, region: string) => Promise<Result>,
): Promise<Result> {
  const [region = ""] = await chosenRegions(given === undefined ? undefined : [given], ownRegion);
  try {
    return await work(homeIn(region), region);
  } catch (error) {
    const cause = error instanceof TryLater && error.cause !== undefined ? error.cause : error;
    throw isMissingTable(cause) ? new NotInThisRegion("table of Orgwatch", region) : cause;
  }
}

function isMissingTable(error: unknown): boolean {
  return error instanceof Error && error.name === "ResourceNotFoundException";
}
