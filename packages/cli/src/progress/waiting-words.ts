// What long work says of itself while it goes on.

/** `waiting for Slack … 1 min 05 s`: what is waited for, and how long so far. */
export function waitingWords(what: string, since: Date, now: Date): string {
  return `waiting for ${what} … ${durationWords(now.getTime() - since.getTime())}`;
}

/** `12 s`, `1 min 05 s` or `2 h 05 min`, whole seconds rounded down; nothing is below zero. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const two = (count: number) => String(count).padStart(2, "0");
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}
