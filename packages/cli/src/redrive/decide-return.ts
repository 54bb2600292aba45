// Where a dead letter may go back to: only into a queue of the lambda that gave it up, whatever an attribute says.
import { queueName } from "@orgwatch/manifest/names";

/** The queue's name, or why the letter stays. */
export type Return = { readonly to: string } | { readonly stays: string };

/**
 * A publisher can set attributes, and with the operator's permissions a forged origin would carry a message into any queue. So the
 * origin must be in the dead-letter queue's own account and region and be named like a queue of this lambda.
 */
export function decideReturn(
  origin: string | undefined,
  { lambda, deadLetterArn }: { readonly lambda: string; readonly deadLetterArn: string },
): Return {
  if (origin === undefined) return { stays: "nothing says which queue it came from" };
  const name = origin.split(":").at(-1) ?? "";
  const place = (arn: string) => arn.split(":").slice(0, -1).join(":");
  const belongs = place(origin) === place(deadLetterArn) && name.startsWith(queueName(lambda, ""));
  if (!belongs || origin === deadLetterArn)
    return { stays: `its origin is no queue of ${lambda}: ${origin}` };
  return { to: name };
}
