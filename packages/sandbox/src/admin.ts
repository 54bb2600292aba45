// How the sandbox's own code, and a user's terminal, call AWS as the administrator of one account.

/** SDK configuration for an account and region. The gateway takes a 12-digit access key as the administrator of that account. */
export function adminOf(endpoint: string, accountId: string, region: string) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: "sandbox" },
    maxAttempts: 1,
  };
}
