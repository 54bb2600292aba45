// What deploy needs of the world: Terraform, the program that writes the stacks, and a few questions to AWS.
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import type { CallerAccount } from "../init/caller-account";
import type { Terminal } from "../terminal";

/** One run of Terraform. */
export type TerraformCall = {
  /** An absolute path: Terraform's `-chdir`. */
  readonly folder: string;
  readonly args: readonly string[];
  /** A profile of the AWS configuration, which then counts before keys of the environment; without it the environment is left as it is. */
  readonly profile: string | undefined;
  /** Set besides the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
};

export type TerraformRan = {
  readonly status: number;
  readonly stdout: string;
  /** Standard output and error as they came. */
  readonly output: string;
};

/** Runs Terraform; `hear` gets its words as they come. Rejects when there is no Terraform. */
export type RunTerraform = (call: TerraformCall, hear: (text: string) => void) => Promise<TerraformRan>;

/** A stack as it was written: `json` is Terraform's JSON in `<folder>/cdk.tf.json`. */
export type WrittenStack = { readonly name: string; readonly folder: string; readonly json: unknown };

/** The bucket of an account's states. */
export type StateBucket = { readonly accountId: string; readonly name: string; readonly region: string };

export type DeployWorld = {
  /** Where the configuration is by default. */
  readonly configPath: string;
  /** Where stacks are written by default. */
  readonly out: string;
  /** The folder in which commands are shown. */
  readonly cwd: string;
  readonly readConfig: (path: string) => Promise<OrgConfig>;
  /** Bundles the lambdas; `hear` gets what the program says. Rejects when it fails. */
  readonly build: (hear: (text: string) => void) => Promise<void>;
  /** Writes all stacks of the configuration, in the order in which they are applied. */
  readonly synthesize: (config: OrgConfig, out: string) => Promise<readonly WrittenStack[]>;
  readonly terraform: RunTerraform;
  readonly accountAs: (
    profile: string | undefined,
    region: string,
  ) => Pick<CallerAccount, "accountId" | "detectorIn">;
  /** Rejects with words when a bucket of that name is another account's, or in another region. */
  readonly bucketExists: (profile: string | undefined, bucket: StateBucket) => Promise<boolean>;
  readonly files: DeployFiles;
};

/** Every function rejects with what the file system says. */
export type DeployFiles = {
  /** Copies the HCL that makes a state bucket into a folder. */
  readonly copyBootstrap: (folder: string) => Promise<void>;
  /** Writes a file; its folder is made. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** Makes a folder that only this user can read. */
  readonly privateFolder: (path: string) => Promise<void>;
  /** Nothing happens where there is no such file. */
  readonly remove: (path: string) => Promise<void>;
};

export type DeployDependencies = {
  readonly terminal: Terminal;
  /** Asks a person; undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Aborted when the person wants to stop. */
  readonly signal: AbortSignal;
  /** PagerDuty's API key, of which only its being there is looked at: Terraform reads it from the environment. */
  readonly pagerdutyToken: string | undefined;
  readonly deploy: DeployWorld;
};
