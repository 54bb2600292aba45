// One security-group change with everything that is known of it. What is in it was written by others: none of it may drive the terminal.
import { cloudTrailEventLink } from "@orgwatch/core/console-link";
import type { Change, Decision } from "@orgwatch/core/security-groups/change";
import { accountWords } from "../account-names";
import type { Reader } from "../cases/render-list";
import { columns } from "../columns";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";
import { groupWords, resultWords, stateInWords } from "./change-words";
import { type NamedChange, riskColour } from "./render-changes";
import { ruleChangeWords, takeBackWords } from "./rule-words";

const authorKinds: Readonly<Record<Change["author"]["kind"], string>> = {
  root: "root user",
  user: "IAM user",
  role: "role",
  "identity-center": "Identity Center",
  federated: "federated user",
  service: "AWS service",
  unknown: "unknown",
};
const ways: Readonly<Record<Decision["via"], string>> = {
  slack: "in Slack",
  cli: "by command line",
  policy: "by itself",
};

/** The facts, then each rule with what became of it, then the notes. */
export function changeAsText(change: NamedChange, reader: Reader): string {
  const paint = painter(reader.colours);
  const time = (iso: string | undefined) => (iso === undefined ? "" : localTime(iso, reader.timeZone));
  const facts = factsOf(change, time).filter(([, value]) => value !== "");
  const cells = facts.map(([name, value]) => [name, cleanLine(value, 600)]);
  const colour = riskColour(change.risk);
  const lines = [
    paint("bold", cleanLine(`${change.eventName} on ${groupWords(change)}`, 200)),
    ...columns(cells, (cell, row, column) =>
      column === 1 && cells[row]?.[0] === "risk" && colour ? paint(colour, cell) : cell,
    ).map((line) => `  ${line}`),
    "",
    paint("bold", "rules"),
    ...ruleLines(change),
    ...(change.notes.length === 0 ? [] : ["", paint("bold", "notes")]),
    ...change.notes.map((note) => `  ${cleanLine(note, 500)}`),
    "",
    `Times are in ${reader.timeZone}, and in UTC.`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Each rule with what became of taking it back; one line where there is none. */
export function ruleLines({ ruleChanges, act }: Pick<Change, "ruleChanges" | "act">): readonly string[] {
  if (ruleChanges.length === 0) return ["  none that Orgwatch understands"];
  return ruleChanges.flatMap((ruleChange, index) => {
    const results = (act?.results ?? []).filter((result) => result.index === index);
    return [`  ${withId(ruleChange)}`, ...results.map((result) => `      ${resultWords(result)}`)];
  });
}

/** What Deny would do, rule by rule. */
export function takeBackLines({ ruleChanges }: Pick<Change, "ruleChanges">): readonly string[] {
  return ruleChanges.map((ruleChange) => `  ${takeBackWords(ruleChange)}`);
}

function factsOf(
  change: NamedChange,
  time: (iso: string | undefined) => string,
): readonly (readonly [string, string])[] {
  const { author, act, decision } = change;
  return [
    ["change", change.changeId],
    ["state", stateInWords(change)],
    ["quiet because", change.quietBecause ?? ""],
    ["changed at", time(change.changedAt)],
    ["account", accountWords(change.accountId, change.accountName)],
    ["region", change.region],
    ["group", [groupWords(change), change.vpcId && `in ${change.vpcId}`].filter((part) => part).join(" ")],
    ["made by", authorWords(author, change.accountId)],
    ["from", [author.sourceIp, author.userAgent].filter((part) => part).join(", ")],
    ["risk", [change.risk, change.because.join("; ")].filter((part) => part).join(": ")],
    ["public uses", change.publicUses.join(", ")],
    ["decided", decision ? decisionWords(decision, time) : ""],
    ["act ended", act?.finishedAt ? time(act.finishedAt) : ""],
    ["denied by policy", change.state === "pending" ? time(change.deniedOn) : ""],
    ["expires", change.state === "pending" ? time(change.expiresOn) : ""],
    ["recorded", time(change.recordedAt)],
    ["written last", time(change.updatedAt)],
    ["CloudTrail", cloudTrailEventLink(change.region, change.changeId) ?? ""],
  ];
}

function authorWords({ kind, name, session, arn, accountId }: Change["author"], changed: string): string {
  const who = cleanLine(session ? `${name}/${session}` : name, 120);
  const parts = [authorKinds[kind], arn, accountId && accountId !== changed && `of account ${accountId}`];
  return `${who} (${parts.filter((part) => part).join(", ")})`;
}

function decisionWords({ what, via, by, at, reason }: Decision, time: (iso: string) => string): string {
  const who = by.name === by.id ? by.name : `${by.name} (${by.id})`;
  const because = reason ? `: "${cleanLine(reason, 300)}"` : "";
  return `${what === "deny" ? "denied" : "kept"} ${ways[via]} by ${cleanLine(who, 200)}, ${time(at)}${because}`;
}

/** What happened to the rule, with EC2's id of it, by which the console names it. */
function withId(ruleChange: Change["ruleChanges"][number]): string {
  const words = ruleChangeWords(ruleChange);
  const ruleId = cleanLine(ruleIdOf(ruleChange) ?? "", 60);
  return words.includes(ruleId) ? words : `${words}  (${ruleId})`;
}

function ruleIdOf(ruleChange: Change["ruleChanges"][number]): string | undefined {
  if (ruleChange.kind === "added") return ruleChange.rule.ruleId;
  return "ruleId" in ruleChange ? ruleChange.ruleId : undefined;
}
