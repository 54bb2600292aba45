// This process's own terminal.
import type { Terminal } from "../terminal";
import { isWatched, statusLine } from "./status-line";

/** Colours only when a person sees the output and has not set `NO_COLOR` (https://no-color.org); a status only when one watches. */
export function processTerminal(): Terminal {
  const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const out = (text: string) => void process.stdout.write(text);
  const err = (text: string) => void process.stderr.write(text);
  if (!isWatched(process.stderr.isTTY, process.env)) return { out, err, colours };
  const { show, aside } = statusLine({ write: err, columns: () => process.stderr.columns });
  return {
    out: (text) => aside(() => out(text)),
    err: (text) => aside(() => err(text)),
    colours,
    status: show,
  };
}
