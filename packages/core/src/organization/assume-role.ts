// STS AssumeRole, with its refusals in our words: a job reports them account by account.
import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import * as z from "zod/mini";
import type { AssumeRole } from "./role-sessions";

/**
 * `denied`: the role does not exist or does not trust the caller (STS does not say which), or a policy forbids it.
 * `region-disabled`: STS is switched off in this region for that account. `unavailable`: anything else, such as a throttle or an outage.
 */
export type RoleRefusal = "denied" | "region-disabled" | "unavailable";

/** A role's session could not be had; the other accounts are not concerned. */
export class RoleRefused extends Error {
  override readonly name = "RoleRefused";
  readonly refusal: RoleRefusal;

  constructor(roleArn: string, refusal: RoleRefusal, options: ErrorOptions) {
    super(`${words[refusal]}: ${roleArn}`, options);
    this.refusal = refusal;
  }
}

const words: Record<RoleRefusal, string> = {
  denied: "The role does not exist or does not trust us",
  "region-disabled": "STS is not activated in this region for the role's account",
  unavailable: "STS gave no session",
};

const answerSchema = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.string(),
  Expiration: z.date(),
});

/** Sessions of one hour: a lambda's role that assumes another one gets no longer ones. The client's region decides the endpoint. */
export function assumeRoleWith(sts: STSClient): AssumeRole {
  return async ({ roleArn, sessionName }) => {
    const command = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: 3600,
    });
    const answer = await sts.send(command).catch((cause: unknown) => {
      throw new RoleRefused(roleArn, refusalOf(cause), { cause: cause });
    });
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answerSchema.parse(answer.Credentials);
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  };
}

function refusalOf(cause: unknown): RoleRefusal {
  const name = cause instanceof Error ? cause.name : "";
  if (/^AccessDenied/.test(name)) return "denied";
  return name.startsWith("RegionDisabled") ? "region-disabled" : "unavailable";
}
