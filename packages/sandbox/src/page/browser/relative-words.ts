// How long ago something was, in the fewest words.

const units: readonly { readonly seconds: number; readonly name: string }[] = [
  { seconds: 86_400, name: "day" },
  { seconds: 3600, name: "h" },
  { seconds: 60, name: "min" },
  { seconds: 1, name: "s" },
];

/** "just now", "12 s ago", "3 min ago", "2 days ago"; "in 5 min" for what is to come. */
export function relativeWords(at: Date, now: Date): string {
  const words = durationWords(Math.abs(now.getTime() - at.getTime()));
  if (words === undefined) return "just now";
  return at > now ? `in ${words}` : `${words} ago`;
}

/** "12 s", "3 min", "2 days", rounded down; undefined below five seconds. */
export function durationWords(milliseconds: number): string | undefined {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 5) return undefined;
  const unit = units.find((one) => seconds >= one.seconds);
  if (!unit) return undefined;
  const count = Math.floor(seconds / unit.seconds);
  return `${count} ${unit.name}${unit.name === "day" && count > 1 ? "s" : ""}`;
}
