// One violation with everything that is known of it. Tags are written by strangers: none of them may drive the terminal.
import { accountWords } from "../../account-names";
import type { Reader } from "../../cases/render-list";
import { columns } from "../../columns";
import { localTime } from "../../local-time";
import { cleanLine, painter } from "../../terminal";
import { nextWords, outcomeWords } from "../audit-words";
import { type NamedViolation, statusWords } from "./render-violations";

/** The facts, then the problems, the tags, and each act with its outcome, oldest first. */
export function violationAsText(violation: NamedViolation, reader: Reader): string {
  const paint = painter(reader.colours);
  const time = (iso: string | undefined) => (iso === undefined ? "" : localTime(iso, reader.timeZone));
  const facts = factsOf(violation, reader.timeZone).filter(([, value]) => value !== "");
  const { instance, problems, unproven = [], acts } = violation;
  const tags = Object.entries(instance.tags).map(
    ([key, value]) => `${cleanLine(key, 130)} = ${cleanLine(value, 260)}`,
  );
  const section = (name: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : ["", paint("bold", name), ...rows.map((row) => `  ${row}`)];
  const actRows = acts.map((act) => [
    time(act.intendedAt),
    act.what,
    outcomeWords(act),
    `(run ${cleanLine(act.runId, 30)})`,
  ]);
  const lines = [
    paint("bold", cleanLine(`${instance.instanceId} in ${instance.region}`, 100)),
    ...columns(facts.map(([name, value]) => [name, cleanLine(value, 600)])).map((line) => `  ${line}`),
    ...section(
      "problems",
      problems.map(({ words }) => cleanLine(words, 300)),
    ),
    ...section(
      "could not be judged",
      unproven.map(({ words }) => cleanLine(words, 300)),
    ),
    ...section("tags", tags),
    ...section("acts", columns(actRows)),
    "",
    `Times are in ${reader.timeZone}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function factsOf(violation: NamedViolation, timeZone: string): readonly (readonly [string, string])[] {
  const { instance } = violation;
  const { keeper } = instance;
  const time = (iso: string | undefined) => (iso === undefined ? "" : localTime(iso, timeZone));
  return [
    ["violation", violation.violationId],
    ["account", accountWords(instance.accountId, violation.accountName)],
    ["instance", [instance.state, instance.instanceType].filter((part) => part).join(", ")],
    ["created", time(instance.createdAt)],
    ["launched", time(instance.launchedAt)],
    ["kept by", keeper ? `${keeper.name} (${[keeper.kind, ...(keeper.also ?? [])].join(", ")})` : ""],
    ["scheme", violation.scheme],
    ["status", statusWords(violation)],
    ["exemption", violation.exemptionRefused ?? ""],
    ["first seen", time(violation.firstSeenAt)],
    ["last seen", time(violation.lastSeenAt)],
    ["ended", time(violation.endedAt)],
    ["next", violation.next === undefined ? "" : nextWords(violation.next, timeZone)],
  ];
}
