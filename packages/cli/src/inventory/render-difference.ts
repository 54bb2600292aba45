// How an account differs between two runs, for people.
import type { FieldChange } from "@orgwatch/core/inventory/difference";
import { columns } from "../columns";
import { cleanLine, painter } from "../terminal";
import type { Named } from "./compare-account";
import type { AccountDifference, NotCompared } from "./compare-run";
import { changeWords, counted, someOf } from "./inventory-words";

/** More of a resource's fields than a person reads at once; `--json` has all. */
const fieldsAtMost = 10;

/** A heading, a line for each resource with the fields that changed, and what was not compared; nothing where there is nothing to say. */
export function differenceAsText(
  difference: AccountDifference,
  accountName: string,
  colours: boolean,
): string {
  const { appeared, vanished, changed, notCompared, failed } = difference;
  const paint = painter(colours);
  if (failed !== undefined)
    return `\n${paint("red", `${accountName}: not compared`)}\n  ${cleanLine(failed, 400)}\n`;
  const isSame = appeared.length + vanished.length + changed.length === 0;
  if (isSame && notCompared.length === 0) return "";
  const counts = {
    appeared: appeared.length,
    vanished: vanished.length,
    changed: changed.length,
  };
  const rows = [
    ...appeared.map((one) => rowOf("+", one)),
    ...vanished.map((one) => rowOf("-", one)),
    ...changed.map((one) => rowOf("~", one)),
  ];
  const fields = changed.map((one) => fieldLines(one.fields));
  const firstChanged = appeared.length + vanished.length;
  const lines = columns(rows).flatMap((line, index) => [
    `  ${paintRow(line.trimEnd(), paint)}`,
    ...(fields[index - firstChanged] ?? []),
  ]);
  const heading = paint("bold", `${accountName}: ${isSame ? "no difference" : changeWords(counts)}`);
  const missing = notCompared.length === 0 ? [] : [`  not compared: ${notComparedWords(notCompared)}`];
  return `${["", heading, ...lines, ...missing].join("\n")}\n`;
}

function rowOf(sign: string, { region, kind, id, name }: Named): readonly string[] {
  return [sign, cleanLine(region, 20), cleanLine(kind, 80), cleanLine(id, 200), cleanLine(name ?? "", 80)];
}

function paintRow(line: string, paint: ReturnType<typeof painter>): string {
  if (line.startsWith("+")) return paint("green", line);
  return paint(line.startsWith("-") ? "red" : "yellow", line);
}

function fieldLines(fields: readonly FieldChange[]): readonly string[] {
  const shown = fields
    .slice(0, fieldsAtMost)
    .map(
      ({ field, before, now }) =>
        `      ${cleanLine(field, 120)}: ${valueWords(before)} -> ${valueWords(now)}`,
    );
  const more = fields.length - shown.length;
  return more > 0 ? [...shown, `      and ${counted(more, "field")} more`] : shown;
}

function valueWords(value: unknown): string {
  return value === undefined ? "(none)" : cleanLine(JSON.stringify(value), 80);
}

/** `us-east-1 (… could not read it)`; an account that a run has not looked at is told as a whole. */
export function notComparedWords(unread: readonly NotCompared[]): string {
  const words = unread.map(({ region, kind, why, by }) => {
    const where = region === "*" ? "everything" : region;
    const what = kind === undefined ? where : region === "*" ? kind : `${kind} in ${region}`;
    return `${what} (${by} ${whyWords[why]})`;
  });
  return someOf(words, 4);
}

const whyWords = {
  "not-asked": "did not look there",
  "not-read": "could not read it",
  details: "could not read all details, so that nothing in it counts as changed",
  "not-opted-in": "found it not opted in",
  "file-gone": "has no file any more",
} as const;
