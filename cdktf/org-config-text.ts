// Text of a certain look in the configuration, with an error that says in words what was expected.
import { z } from "zod";

/** Text that matches `pattern`; `what` ends the sentence "… is not …", e.g. `an account id (12 digits in quotes)`. */
export function text(pattern: RegExp, what: string) {
  return z
    .string({ error: ({ input }) => (input === undefined ? "is missing" : `must be text: ${what}`) })
    .regex(pattern, {
      error: ({ input }) => `${JSON.stringify(input)} is not ${what}`,
    });
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}
