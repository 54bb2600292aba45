// What init needs of the world.
import type { Terminal } from "../terminal";
import type { CallerAccount } from "./caller-account";
import type { ConfigFiles } from "./config-files";
import type { Conversation } from "./conversation";

/** What init needs beside what other commands have. */
export type InitWorld = {
  /** Where the configuration is by default: `cdktf/org.config.ts` of this repository. */
  readonly configPath: string;
  /** The account of a profile, or of the ordinary credentials; the region is asked for what is the same everywhere. */
  readonly accountAs: (profile: string | undefined, region: string) => CallerAccount;
  readonly files: ConfigFiles;
  /** Starts to ask a person; undefined where nobody can be asked. */
  readonly converse: (() => Conversation) | undefined;
};

export type InitDependencies = {
  readonly terminal: Terminal;
  /** The region of the AWS chain (AWS_REGION or the profile). Rejects when there is none. */
  readonly ownRegion: () => Promise<string>;
  readonly now: () => Date;
  readonly init: InitWorld;
};
