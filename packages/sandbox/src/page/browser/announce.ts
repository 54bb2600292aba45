// Tells screen readers what is new, a sentence at a time: a flood becomes a number.
import type { PageMessage } from "../page-state";
import { byId } from "./element";

const pauseMilliseconds = 1500;
const longestQuote = 200;

/** Answers a function that announces new messages; `channelName` turns an id into a name. */
export function newAnnouncer(channelName: (id: string) => string): (message: PageMessage) => void {
  const waiting: PageMessage[] = [];
  const speak = () => {
    const [first] = waiting;
    if (!first) return;
    const place = `#${channelName(first.channel)}`;
    byId("announcer").textContent =
      waiting.length === 1
        ? `New message in ${place}: ${first.text.slice(0, longestQuote)}`
        : `${waiting.length} new messages, the first in ${place}: ${first.text.slice(0, longestQuote)}`;
    waiting.length = 0;
  };
  return (message) => {
    waiting.push(message);
    if (waiting.length === 1) setTimeout(speak, pauseMilliseconds);
  };
}
