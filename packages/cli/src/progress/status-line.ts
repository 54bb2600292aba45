// One line on a terminal that says how far long work is. The next one replaces it, and whatever else is written comes in its place.
import { cleanLine } from "../terminal";

/** What is written to: a terminal's standard error. `columns` is its width now. */
export type StatusScreen = {
  readonly write: (text: string) => void;
  readonly columns: () => number | undefined;
};

export type StatusLine = {
  /** Shows this text, cut to the terminal's width; an empty one takes the line away. */
  readonly show: (text: string) => void;
  /** Lets others write: the line goes away, `write` runs. */
  readonly aside: (write: () => void) => void;
};

/** Back to the line's start, and everything behind it erased. */
const erase = "\r\u001b[K";
const usualColumns = 80;

/** The line of this screen; at first there is none. */
export function statusLine(screen: StatusScreen): StatusLine {
  let shown = "";
  const show = (text: string) => {
    // In the last column some terminals begin a new line.
    const line = cleanLine(text, Math.max(10, (screen.columns() ?? usualColumns) - 1));
    if (line === shown) return;
    screen.write(`${erase}${line}`);
    shown = line;
  };
  return {
    show,
    aside: (write) => {
      show("");
      write();
    },
  };
}

/** Whether a person watches: on a terminal that can move its cursor, and not on a build machine. */
export function isWatched(
  isTTY: boolean | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTTY === true && environment.TERM !== "dumb" && !environment.CI;
}
