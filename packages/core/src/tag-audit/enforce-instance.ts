// What enforcing needs of EC2, for one account and region. Implemented once for AWS (ec2-enforcer.ts), and in memory for tests.
import type { Keeper } from "./instance";

/** An instance as EC2 tells of it a moment before an act, also in states that are not audited. */
export type SeenInstance = {
  readonly instanceId: string;
  readonly state: "pending" | "running" | "stopping" | "stopped" | "shutting-down" | "terminated";
  /** New after each start; ISO. */
  readonly launchedAt: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly keeper: Keeper | undefined;
};

/**
 * One instance at a time. All throw TryLater for what passes (throttles, outages, lost answers: then nobody knows whether it was done),
 * NoAccess when the account does not let us, InstanceGone, and Refused for what EC2 will not do.
 */
export type Enforcer = {
  /** Undefined: there is no such instance (any more). */
  readonly look: (instanceId: string) => Promise<SeenInstance | undefined>;
  /** Whether its termination protection is on. */
  readonly isProtected: (instanceId: string) => Promise<boolean>;
  /** Writes the mark, whose words people read. */
  readonly mark: (instanceId: string, words: string) => Promise<void>;
  readonly unmark: (instanceId: string) => Promise<void>;
  readonly stop: (instanceId: string) => Promise<void>;
  readonly terminate: (instanceId: string) => Promise<void>;
  /** Puts termination protection on, or takes it off. */
  readonly protect: (instanceId: string, on: boolean) => Promise<void>;
};

/** The account's role is missing, does not trust us, or may not do this; or an SCP forbids it. */
export class NoAccess extends Error {
  override readonly name = "NoAccess";
}

/** EC2 will not do this with this instance; `code` is its word. The same call fails again. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** EC2 does not know the instance any more. */
export class InstanceGone extends Error {
  override readonly name = "InstanceGone";
}
