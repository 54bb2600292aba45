// What the checks need of one region of the security account.

/** An e-mail address that a topic sends to. `gone` is what is left of a subscription for a while after its end. */
export type EmailSubscription = {
  readonly address: string;
  readonly state: "confirmed" | "pending" | "gone";
};

/** Every function rejects with what AWS says. */
export type SecurityAccount = {
  /** Undefined when the region has no topic of this name. */
  readonly emailsOf: (topic: string) => Promise<readonly EmailSubscription[] | undefined>;
  /** The types (`SecureString`, `String`) of those of the parameters that exist; no value is read. */
  readonly parameterTypes: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** A parameter's value, decrypted; undefined when it does not exist. */
  readonly valueOf: (name: string) => Promise<string | undefined>;
};
