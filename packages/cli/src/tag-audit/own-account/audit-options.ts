// The options of the seed's command, and the policy that they make.

import { type TagPolicy, tagPolicyWith } from "@orgwatch/core/tag-audit/policy";
import { problemsOfPolicy } from "@orgwatch/core/tag-audit/policy-problems";
import { type Canary, standardTagPolicy, type TagRequirement } from "@orgwatch/manifest/tag-policy";
import { InvalidArgumentError } from "commander";
import { z } from "zod";
import { regionOption } from "../../region-option";
import { UsageProblem } from "../../words-of-error";

/** As the command line gives them; names are the options'. */
export const auditOptions = z.object({
  regions: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  ignoreCase: z.boolean().optional(),
  grace: z.number(),
  createdByValidate: z.boolean().optional(),
  created_by_validate: z.boolean().optional(),
  canary: z.record(z.string(), z.string()).optional(),
  maxInstances: z.number(),
  maxPercent: z.number(),
  plan: z.boolean().optional(),
  terminate: z.boolean().optional(),
  confirm: z.boolean().optional(),
  json: z.boolean().optional(),
  aws_access_key: z.unknown().optional(),
  aws_secret_key: z.unknown().optional(),
});
export type AuditOptions = z.output<typeof auditOptions>;

/**
 * Refuses what cannot be meant, before anything is looked at.
 * @throws UsageProblem. What was given as a credential is not repeated.
 */
export function checkOptions(given: AuditOptions, canAsk: boolean): void {
  if (given.aws_access_key !== undefined || given.aws_secret_key !== undefined)
    throw new UsageProblem(
      "credentials are not given on the command line, where others of this machine and its history have them: " +
        "set AWS_PROFILE, or sign in with `aws sso login`; and delete the key in IAM if this was a real one",
    );
  if (given.tags === undefined)
    throw new UsageProblem(
      "say which tags are required: -t created_by,department,project (--help tells more)",
    );
  if (isCreatorChecked(given) && !given.tags.some((key) => isCreator(key, given)))
    throw new UsageProblem("-c checks the values of created_by, which -t does not name");
  if (!given.terminate || given.plan) return;
  if (given.canary === undefined && !given.confirm)
    throw new UsageProblem(
      "--terminate needs --canary, which proves that EC2 tells of all instances, or --confirm, which asks before anything is done",
    );
  if (given.confirm && !canAsk)
    throw new UsageProblem("nobody can be asked here: --confirm needs a terminal, so give --canary instead");
}

/** The policy for one account. @throws UsageProblem for a policy that could never be fulfilled. */
export function policyOf(given: AuditOptions, accountId: string): TagPolicy {
  const policy = tagPolicyWith({
    schemes: [{ name: "command line", accounts: [], organizationalUnits: [], require: requirements(given) }],
    graceMinutes: given.grace,
    upTo: given.terminate || given.plan ? "terminate" : "report",
    // Whoever runs this decides now: nothing was told to anybody before.
    afterHours: { warn: 0, stop: 0, terminate: 0 },
    canary: canaryOf(given, accountId),
    caps: { instances: given.maxInstances, accountPercent: given.maxPercent },
  });
  const problems = problemsOfPolicy(policy);
  if (problems.length > 0) throw new UsageProblem(problems.join("; "));
  return policy;
}

/** `us-west-1,us-west-2` */
export function regionsOption(value: string, previous: readonly string[] = []): readonly string[] {
  return [...new Set(namesIn(value).reduce((regions, name) => regionOption(name, regions), previous))];
}

/** `created_by,department, project`: white space around a key is nobody's intention. */
export function tagsOption(value: string, previous: readonly string[] = []): readonly string[] {
  return [...new Set([...previous, ...namesIn(value)])];
}

/** `Name=api-canary-<region>,project=API canary` */
export function canaryOption(value: string): Readonly<Record<string, string>> {
  const pairs = namesIn(value).map((pair) => {
    const [, name, wanted] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (name === undefined || wanted === undefined)
      throw new InvalidArgumentError("A canary looks like Name=api-canary-<region>,project=canary.");
    return [name.trim(), wanted.trim()] as const;
  });
  return Object.fromEntries(pairs);
}

/** Minutes, also with a fraction. */
export function graceOption(value: string): number {
  if (!/^\d{1,7}(\.\d+)?$/.test(value)) throw new InvalidArgumentError("It must be minutes, like 45 or 0.5.");
  return Number(value);
}

/** 1 to 100. */
export function percentOption(value: string): number {
  if (!/^([1-9]\d?|100)$/.test(value))
    throw new InvalidArgumentError("It must be a whole number from 1 to 100.");
  return Number(value);
}

function namesIn(value: string): readonly string[] {
  const names = value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0) throw new InvalidArgumentError("It is empty.");
  return names;
}

function requirements(given: AuditOptions): readonly TagRequirement[] {
  const ignoreCase = given.ignoreCase ?? false;
  return (given.tags ?? []).map((key) => ({
    key,
    ignoreCase,
    ...(isCreatorChecked(given) && isCreator(key, given) ? { principal: ["iam-user"] as const } : {}),
  }));
}

/** Whether values of created_by are compared with IAM's users and roles. */
export function isCreatorChecked(given: AuditOptions): boolean {
  return (given.createdByValidate ?? given.created_by_validate) === true;
}

function isCreator(key: string, { ignoreCase }: AuditOptions): boolean {
  return (ignoreCase ? key.toLowerCase() : key) === "created_by";
}

function canaryOf({ canary }: AuditOptions, accountId: string): Canary {
  return canary === undefined ? standardTagPolicy.canary : { kind: "instance", accountId, tags: canary };
}
