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

/** 12 digits. */
export const accountId = text(/^\d{12}$/, "an account id (12 digits in quotes)");
export const email = text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address");
export const organizationalUnit = text(
  /^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/,
  "an OU id (it looks like ou-ab12-cdefgh34)",
);
export const region = text(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region (it looks like us-west-2)");
export const bucketName = text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name");

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** At least one: an empty list of a condition would fit nothing. */
export function some<T extends z.ZodType>(what: T) {
  return z.array(what).min(1, { error: "must name at least one; leave it out when it does not matter" });
}
