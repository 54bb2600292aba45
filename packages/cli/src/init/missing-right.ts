// What AWS services call a missing right, made one error.
import { MayNot } from "./caller-account";

const refusals = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]);

/** The answer of `call`. Rejects with MayNot when the right `action` (as IAM writes it) is missing, else with what `call` rejects with. */
export async function asking<Answer>(action: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && refusals.has(error.name)) throw new MayNot(action, error);
    throw error;
  }
}
