// What the demo prints and the page shows differs from run to run in times and ids, and in nothing else.

/** Times: a moment, how long something took, how long ago it was. Blanks before milliseconds only fill a column. */
const times: readonly (readonly [RegExp, string])[] = [
  [/\[ *\d+\.\d s\]/g, "[<seconds>]"],
  [/\bin \d+\.\d s\b/g, "in <seconds>"],
  [/ +\d+ ms\b/g, " <ms>"],
  [/\bread in [^.\n]+/g, "read in <time>"],
  [/\b(?:just now|\d+ (?:s|min|h|days?) ago)\b/g, "<time> ago"],
  [/\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}(?:,? \d\d:\d\d(?::\d\d)?)?\b/g, "<date>"],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?Z?)?)?/g, "<date>"],
  [/\b\d\d:\d\d:\d\d\b/g, "<clock>"],
];

/** UUIDs; ids of AWS's resources, of which the kind stays; ids of findings; numbers of accounts and cases. */
const ids =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<=\b[a-z]+-)[0-9a-f]{8,17}\b|\b[0-9a-f]{32}\b|\b\d{12,16}\b/g;

/** Beside a channel of the page: jobs post there by their schedules too, whenever it is time. */
const unreadCount = /\n\d+\nnew$/gm;

/** PagerDuty numbers incidents as they arrive; alerts that are sent at once arrive in any order. */
const incidentNumber = /#\d+\b/g;

/**
 * The text with `<…>` in the place of what no two runs have in common. An id that comes again becomes the same `<id 1>` again, so that what
 * belongs together is compared too. What is comparable already stays as it is; blanks at the ends of lines go.
 */
export function comparable(text: string): string {
  const known = new Map<string, string>();
  const name = (id: string) => {
    const given = known.get(id) ?? `<id ${known.size + 1}>`;
    known.set(id, given);
    return given;
  };
  return times
    .reduce((words, [what, instead]) => words.replace(what, instead), text)
    .replace(ids, name)
    .replace(incidentNumber, "#<number>")
    .replace(unreadCount, "")
    .replace(/[^\S\n]+$/gm, "");
}
