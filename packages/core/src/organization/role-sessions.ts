// Credentials of roles in other accounts: asked for once, kept until they are about to expire.

/** Temporary credentials; the field names are those that AWS clients take. */
export type RoleCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
};

/** The one call to STS. */
export type AssumeRole = (request: {
  readonly roleArn: string;
  readonly sessionName: string;
}) => Promise<RoleCredentials>;

/** Credentials of a role by its ARN. */
export type RoleSession = (roleArn: string) => Promise<RoleCredentials>;

/** Long enough for a call that has just begun, and for clocks that differ. */
const renewBeforeMs = 5 * 60_000;

type Kept = { readonly credentials: Promise<RoleCredentials>; renewAt: number };

/**
 * Sessions that are kept for the process. Concurrent askers share one call; a failed call is not kept, so that the next asker tries
 * again. `sessionName` is asked at each call, so that CloudTrail names the run that began the session.
 */
export function roleSessions(deps: {
  readonly assumeRole: AssumeRole;
  readonly sessionName: () => string;
  readonly now: () => Date;
}): RoleSession {
  const sessions = new Map<string, Kept>();
  return (roleArn) => {
    const known = sessions.get(roleArn);
    if (known && deps.now().getTime() < known.renewAt) return known.credentials;
    const credentials = deps.assumeRole({ roleArn, sessionName: deps.sessionName() });
    const kept: Kept = { credentials, renewAt: Number.POSITIVE_INFINITY };
    sessions.set(roleArn, kept);
    credentials.then(
      ({ expiration }) => {
        kept.renewAt = expiration.getTime() - renewBeforeMs;
      },
      () => {
        if (sessions.get(roleArn) === kept) sessions.delete(roleArn);
      },
    );
    return credentials;
  };
}

/** `credentialsFor(account, role)` for jobs that work in member accounts. `partition` is `aws`, `aws-us-gov` or `aws-cn`. */
export function credentialsIn(
  session: RoleSession,
  partition: string,
): (accountId: string, roleName: string) => Promise<RoleCredentials> {
  return (accountId, roleName) => session(`arn:${partition}:iam::${accountId}:role/${roleName}`);
}

/** `<job>-<run>` in the characters and the length that STS allows for a session's name. */
export function sessionNameOf(job: string, run: string): string {
  return `${job}-${run}`.replaceAll(/[^\w+=,.@-]/g, "-").slice(0, 64);
}
