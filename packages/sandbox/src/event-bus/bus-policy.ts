// Decides whether a bus takes events from another account: its resource policy by account or by organization.
import { isRecord, readRecord, textOf, textsOf } from "../gateway/read-json";
import { CannotJudge, conditionsHold, type Facts } from "./policy-conditions";
import { conditionSchema } from "./resource-policy";

/** Who puts which event on the bus; the organization is undefined for an account in none. */
export type Sender = {
  readonly accountId: string;
  readonly organizationId: string | undefined;
  readonly source: string;
  readonly detailType: string;
};

/** True when a statement allows `events:PutEvents` for the sender and none denies it. `policy` is JSON, or undefined for none. */
export function busAllows(policy: string | undefined, sender: Sender): boolean {
  const statements = readRecord(policy ?? "{}").Statement;
  const matching = (Array.isArray(statements) ? statements : [statements]).filter(
    (statement): statement is Record<string, unknown> =>
      isRecord(statement) && isAbout(statement, "events:PutEvents") && namesSender(statement, sender),
  );
  return (
    matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny")
  );
}

function isAbout(statement: Readonly<Record<string, unknown>>, action: string): boolean {
  return listOf(statement.Action).some((one) => one === action || one === "events:*" || one === "*");
}

function namesSender(statement: Readonly<Record<string, unknown>>, sender: Sender): boolean {
  const principal = statement.Principal;
  const names = listOf(isRecord(principal) ? principal.AWS : principal);
  const named = names.some(
    (name) => name === "*" || name === sender.accountId || name.includes(`::${sender.accountId}:`),
  );
  return named && meetsConditions(statement.Condition, sender);
}

/** A condition that the sandbox does not know is not met, so that a mistake closes the bus and does not open it. */
function meetsConditions(condition: unknown, sender: Sender): boolean {
  const parsed = conditionSchema.safeParse(condition);
  if (!parsed.success) return false;
  try {
    return conditionsHold(parsed.data ?? {}, factsOf(sender));
  } catch (error) {
    if (error instanceof CannotJudge) return false;
    throw error;
  }
}

function factsOf({ accountId, organizationId, source, detailType }: Sender): Facts {
  return {
    "aws:principalorgid": organizationId,
    "aws:principalaccount": accountId,
    "aws:sourceaccount": accountId,
    "events:source": source,
    "events:detail-type": detailType,
  };
}

function listOf(value: unknown): readonly string[] {
  const one = textOf(value);
  return one === undefined ? textsOf(value) : [one];
}
