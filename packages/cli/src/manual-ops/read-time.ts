// When something was done, as a person writes it.

/** `YYYY-MM-DD HH:MM` in UTC, as the log has it. */
export function timeInLog(time: Date): string {
  return time.toISOString().slice(0, 16).replace("T", " ");
}

/** A day or a minute in UTC: `2030-01-07`, `2030-01-07 09:30`, `2030-01-07T09:30Z`. Undefined when it is none, or does not exist. */
export function readTime(text: string): Date | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?Z?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, day, minute = "00:00"] = match;
  const time = new Date(`${day}T${minute}Z`);
  // JavaScript reads the 30th of February as the 2nd of March.
  return !Number.isNaN(time.getTime()) && timeInLog(time) === `${day} ${minute}` ? time : undefined;
}
