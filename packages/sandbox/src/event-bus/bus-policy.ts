// Decides whether a bus takes events from another account: its resource policy by account or by organization.
import { isRecord, readRecord, textOf, textsOf } from "../gateway/read-json";
import { matchesText } from "../iam/match-arn";

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

/** How a value of a condition is compared. Any other operator is not met, so that a mistake closes the bus and does not open it. */
const operators: Readonly<Record<string, (wanted: string, fact: string) => boolean>> = {
  StringEquals: (wanted, fact) => wanted === fact,
  StringLike: matchesText,
};

function meetsConditions(condition: unknown, sender: Sender): boolean {
  if (condition === undefined || condition === null) return true;
  if (!isRecord(condition)) return false;
  return Object.entries(condition).every(([name, keys]) => {
    // A call carries one value of each key per event here, so that all of its values are this one.
    const compare = operators[name.replace(/^ForAllValues:/, "")];
    if (compare === undefined || !isRecord(keys)) return false;
    return Object.entries(keys).every(([key, values]) => {
      const fact = factOf(key, sender);
      return fact !== undefined && listOf(values).some((wanted) => compare(wanted, fact));
    });
  });
}

function factOf(key: string, sender: Sender): string | undefined {
  const facts: Readonly<Record<string, string | undefined>> = {
    "aws:principalorgid": sender.organizationId,
    "aws:principalaccount": sender.accountId,
    "aws:sourceaccount": sender.accountId,
    "events:source": sender.source,
    "events:detail-type": sender.detailType,
  };
  return facts[key.toLowerCase()];
}

function listOf(value: unknown): readonly string[] {
  const one = textOf(value);
  return one === undefined ? textsOf(value) : [one];
}
