// How doctor's clients are made: whose credentials, and how long they wait.

/** A profile of the AWS configuration, the ordinary chain without it; or a role's session. */
export type Credentials =
  | { readonly profile: string }
  | {
      readonly credentials: {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string;
      };
    }
  | Record<never, never>;

/** What every client is given. */
export type ClientSettings = ReturnType<typeof settingsIn>;

/** A person waits: an address that does not answer is given up, a throttle is waited out. */
export function settingsIn(region: string, credentials: Credentials) {
  return {
    ...credentials,
    region,
    maxAttempts: 8,
    retryMode: "adaptive",
    requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  } as const;
}
