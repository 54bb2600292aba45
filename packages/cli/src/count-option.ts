// Options that count something.
import { InvalidArgumentError } from "commander";

/** A whole number from 1. */
export function countOption(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError("It must be a whole number from 1.");
  return Number(value);
}
