// The report in words.
import { cleanLine, painter } from "../terminal";
import type { LetterReport, Outcome, QueueReport, RedriveReport } from "./report";

type Paint = ReturnType<typeof painter>;

/** One queue with its letters, with a newline at the end; nothing for a queue that is empty or does not exist. */
export function renderQueue(report: QueueReport, colours: boolean): string {
  const { letters, problems } = report;
  if (letters.length === 0 && problems.length === 0) return "";
  const paint = painter(colours);
  const counted = letters.length === 1 ? "1 dead letter" : `${letters.length} dead letters`;
  const count = report.exists === undefined ? "not read" : counted;
  const lines = [
    paint("bold", `${report.region}  ${report.queue}: ${count}`),
    ...problems.map((problem) => `  ${paint("red", `problem: ${problem}`)}`),
    ...letters.flatMap((letter) => ["", ...renderLetter(letter, paint)]),
  ];
  return `${lines.join("\n")}\n\n`;
}

function renderLetter(letter: LetterReport, paint: Paint): string[] {
  const times = letter.receives === 1 ? "once" : `${letter.receives} times`;
  const cut = letter.cutFrom === undefined ? "" : ` (cut; the whole had ${letter.cutFrom} bytes)`;
  const origin = letter.origin?.split(":").at(-1) ?? "unknown";
  return [
    `  ${letter.id}  first sent ${letter.firstSentAt}, received ${times}`,
    `    about   ${letter.about}${cut}`,
    `    from    ${origin}`,
    `    reason  ${cleanLine(letter.reason, 300)}`,
    ...renderOutcome(letter, paint),
  ];
}

const outcomes: Readonly<Record<Outcome, readonly ["green" | "red" | "yellow", string]>> = {
  shown: ["yellow", "cannot be sent back"],
  sent: ["green", "sent back"],
  kept: ["red", "kept"],
  "sent-and-kept": ["red", "sent back, but also kept"],
};

/** A letter that is shown and could be sent needs no word. */
function renderOutcome({ outcome, because }: LetterReport, paint: Paint): string[] {
  if (outcome === "shown" && because === undefined) return [];
  const [colour, words] = outcomes[outcome];
  return [`    ${paint(colour, because === undefined ? words : `${words}: ${because}`)}`];
}

/** The table of all queues, and what to do next. */
export function renderSummary(report: RedriveReport, colours: boolean): string {
  const paint = painter(colours);
  const head = ["region", "queue", "found", "sent", "kept", ""];
  const rows = [head, ...report.queues.map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 2 && column <= 4;
  const table = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
  const [first = "", ...rest] = table;
  return [paint("bold", first), ...rest, "", ...nextSteps(report), ""].join("\n");
}

function rowOf({ region, queue, exists, letters, problems }: QueueReport): string[] {
  if (exists === false) return [region, queue, "-", "-", "-", "no such queue"];
  if (exists === undefined) return [region, queue, "?", "?", "?", "not read"];
  const sent = letters.filter(({ outcome }) => outcome === "sent").length;
  const numbers = [letters.length, sent, letters.length - sent].map(String);
  return [region, queue, ...numbers, problems.length === 0 ? "" : "with problems"];
}

function nextSteps({ sending, endedBy, queues }: RedriveReport): string[] {
  const letters = queues.flatMap((queue) => queue.letters);
  const others = queues.reduce((sum, queue) => sum + queue.others, 0);
  const steps: string[] = [];
  if (endedBy === "limit") steps.push("Stopped at --limit: there may be more.");
  if (endedBy === "interruption")
    steps.push("Interrupted: there may be more. Everything that was not sent is still there.");
  if (queues.length > 0 && queues.every(({ exists }) => exists === false))
    steps.push("None of these queues exists: is this the security account, and a watched region (--region)?");
  else if (
    letters.length === 0 &&
    endedBy === undefined &&
    queues.every(({ problems }) => problems.length === 0)
  )
    steps.push(
      others === 0 ? "No dead letters." : `No dead letter has this reason. Others are there: ${others}.`,
    );
  if (!sending && letters.some(({ because }) => because === undefined))
    steps.push("Nothing was sent. Mend what the reasons name, then run it again with --send.");
  if (sending && letters.some(({ outcome }) => outcome !== "sent"))
    steps.push("Not everything could be sent back: see the reasons above.");
  return steps;
}
