// Options that take several names, separated by commas or given one by one.
import { InvalidArgumentError } from "commander";
import { regionOption } from "./region-option";

/** Collects the names, each once. */
export function listOption(value: string, previous: readonly string[] = []): readonly string[] {
  const names = value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0) throw new InvalidArgumentError("It is empty.");
  return [...new Set([...previous, ...names])];
}

/** The same for names that must look like regions. */
export function regionsOption(value: string, previous: readonly string[] = []): readonly string[] {
  return listOption(value, previous).flatMap((name) => regionOption(name));
}
