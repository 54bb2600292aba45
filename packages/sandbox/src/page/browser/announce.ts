// Tells screen readers what is new, a sentence at a time: a flood becomes a number.
import { byId } from "./element";

const pauseMilliseconds = 1500;
const longestQuote = 200;

/** Says a sentence at once. */
export function say(words: string): void {
  byId("announcer").textContent = words;
}

/** Answers a function that announces what is new in a place, such as `#security` or `PagerDuty`. */
export function newAnnouncer(): (place: string, text: string) => void {
  const waiting: string[] = [];
  const speak = () => {
    const [first = ""] = waiting;
    say(waiting.length === 1 ? `New in ${first}` : `${waiting.length} new, the first in ${first}`);
    waiting.length = 0;
  };
  return (place, text) => {
    waiting.push(`${place}: ${text.slice(0, longestQuote)}`);
    if (waiting.length === 1) setTimeout(speak, pauseMilliseconds);
  };
}
