// Owners, those who read the digest, and teams in Slack hear of a run; a warning counts as given once somebody really was told.
import { reasonOf } from "@orgwatch/core/errors";
import type { DeliverDependencies } from "@orgwatch/core/slack-delivery/parcel";
import { ownerOf } from "@orgwatch/core/tag-audit/report-lines";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import { intendWarnings, recordWarnings } from "./give-warnings";
import { inRounds } from "./in-rounds";
import type { SendMail } from "./mail/mailbox";
import { ownerAddress } from "./mail/owner-address";
import { sendDigest } from "./mail/send-digest";
import { type OwnersTold, sendOwnerMails } from "./mail/send-owner-mails";
import type { RunFacts } from "./read-facts";
import { type Report, reportOf } from "./report";
import { tellTeams } from "./slack/tell-teams";

export type TellDependencies = DeliverDependencies & {
  readonly violations: Pick<ViolationTable, "get" | "save">;
  readonly send: SendMail;
  readonly list: Report["list"];
  readonly outOfTime: () => boolean;
};

/** The violations whose warning was given, and what failed and has to be tried again. */
export type Told = { readonly warned: readonly string[]; readonly problems: readonly string[] };

/**
 * Sends owners' mails, the digest and the teams' summaries; one that fails stops none of the others. An owner who gets mail is warned by
 * mail; where SES will never take it, and for all other instances, the message that names the instance is the warning.
 * @throws TryLater while warnings cannot be written down before they go out: then nothing goes out.
 */
export async function tellPeople(facts: RunFacts, dependencies: TellDependencies): Promise<Told> {
  const { runId, policy } = facts;
  const planned = plannedWarnings(facts);
  await intendWarnings([...planned], runId, { ...dependencies, policy });
  const owners = await ownersTold(facts, reportOf(facts, planned, dependencies.list), dependencies);
  const byMail = mailedOwners(facts, owners.refused);
  const warned = new Set([...planned].filter((id) => owners.named.has(id) || !byMail.has(id)));
  const report = reportOf(facts, warned, dependencies.list);
  let inDigest: ReadonlySet<string> = new Set();
  const { digest } = policy;
  const sendIt = async (place: NonNullable<typeof digest>) => {
    inDigest = await sendDigest(report, place, dependencies);
  };
  const digestProblems = await inRounds(digest ? [digest] : [], 1, sendIt, dependencies);
  const teams = await tellTeams(report, facts.routing, dependencies);
  const given = new Map<string, string>();
  for (const id of warned) {
    const channel = teams.named.get(id);
    if (owners.named.has(id)) given.set(id, "by mail to its owner");
    else if (channel !== undefined) given.set(id, `in Slack, #${channel}`);
    else if (inDigest.has(id)) given.set(id, "by the digest");
  }
  const problems = [
    ...owners.problems,
    ...digestProblems.map((problem) => `the digest: ${problem}`),
    ...teams.problems,
  ];
  try {
    await recordWarnings(given, runId, { ...dependencies, policy });
  } catch (error) {
    problems.push(`the record of warnings: ${reasonOf(error)}`);
  }
  return { warned: [...given.keys()], problems };
}

/** What was mended since the plan was made needs no warning any more. */
function plannedWarnings({ plan, violations }: RunFacts): ReadonlySet<string> {
  const open = new Set(
    violations.filter(({ status }) => status === "open").map(({ violationId }) => violationId),
  );
  return new Set(
    plan.acts
      .filter(({ stage, violationId }) => stage === "warn" && open.has(violationId))
      .map(({ violationId }) => violationId),
  );
}

async function ownersTold(
  { policy }: RunFacts,
  report: Report,
  dependencies: TellDependencies,
): Promise<OwnersTold> {
  const { digest, ownerTag } = policy;
  if (digest === undefined || digest.ownerDomains.length === 0)
    return { named: new Set(), refused: new Set(), problems: [] };
  return sendOwnerMails(report, { ...digest, ownerTag }, dependencies);
}

/** Violations whose owner gets warnings by mail. */
function mailedOwners({ policy, violations }: RunFacts, refused: ReadonlySet<string>): ReadonlySet<string> {
  const { digest, ownerTag } = policy;
  const domains = digest?.ownerDomains ?? [];
  const mailed = violations.filter(
    ({ violationId, instance }) =>
      !refused.has(violationId) && ownerAddress(ownerOf(instance.tags, ownerTag), domains) !== undefined,
  );
  return new Set(mailed.map(({ violationId }) => violationId));
}
