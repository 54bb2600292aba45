// Reads bodies into notices, for the tests of the layouts.
import type { Notice } from "../notice/notice";
import { readMessages } from "../notice/read-event";

/** What the queue knows of a message. */
export const hints = { id: "m-1", receivedAt: new Date("2030-01-07T09:00:00Z") };

/** The notices of one body; what is skipped is left out. */
export function notices(body: unknown, more: { subject?: string; id?: string } = {}): Notice[] {
  return readMessages(body, { ...hints, ...more }).flatMap((reading) =>
    "post" in reading ? [reading.post] : [],
  );
}

/** Band and headline of every notice: what people read first. */
export function firstLines(...bodies: unknown[]): string[] {
  return bodies.flatMap((body) => notices(body).map(({ weight, headline }) => `${weight.band}: ${headline}`));
}

/** The key of every notice. */
export function keys(...bodies: unknown[]): string[] {
  return bodies.flatMap((body) => notices(body).map(({ key }) => key));
}
