// Everything that a program can ask about the operations, each source alone: one that fails hides no other.
import { parameterName } from "@orgwatch/manifest/names";
import type { Operation, OperationId } from "../operations";
import { checkEmails } from "./check-emails";
import { checkExtensions } from "./check-extensions";
import { checkSecrets } from "./check-secrets";
import { checkSlackApp } from "./check-slack-app";
import type { CheckReport, Finding } from "./finding";
import type { PagerdutyRest } from "./pagerduty-rest";
import type { SecurityAccount } from "./security-account";
import type { SlackWeb } from "./slack-web";

export type CheckRequest = {
  /** All operations; the checks take names of parameters from them. */
  readonly operations: readonly Operation[];
  /** Only findings of these. */
  readonly only: readonly OperationId[];
  /** The home region first. */
  readonly regions: readonly string[];
};

export type Outside = {
  readonly accountIn: (region: string) => SecurityAccount;
  readonly pagerduty: PagerdutyRest;
  readonly slack: SlackWeb;
  /** What the environment has; SSM is asked without it. */
  readonly pagerdutyToken: string | undefined;
  /** The bot scopes of the committed app manifest. */
  readonly scopes: () => Promise<readonly string[]>;
};

/** In the order of the operations. Never rejects but for a manifest that cannot be read. */
export async function checkAll(
  { operations, only, regions }: CheckRequest,
  outside: Outside,
): Promise<CheckReport> {
  const { accountIn, pagerduty, slack, scopes } = outside;
  const wanted = (...ids: readonly OperationId[]) => ids.some((id) => only.includes(id));
  const parameterOf = (wantedId: OperationId) =>
    operations.find(({ id }) => id === wantedId)?.secret?.parameter ?? "";
  const pagerdutyToken = async () =>
    outside.pagerdutyToken ?? accountIn(regions[0] ?? "").valueOf(parameterOf("pagerduty-api-key"));
  const nothing: Promise<readonly Finding[]> = Promise.resolve([]);
  const found = await Promise.all([
    wanted("failover-emails") ? checkEmails(regions, accountIn) : nothing,
    wanted("slack-app", "slack-channels")
      ? checkSlackApp({
          regions,
          accountIn,
          slack,
          tokenParameter: parameterOf("slack-bot-token"),
          routingParameter: parameterName("infrasec-admin-global", "routing"),
          scopes: await scopes(),
        })
      : nothing,
    checkSecrets(
      operations.filter(({ id }) => wanted(id)),
      regions,
      accountIn,
    ),
    wanted("pagerduty-slack-extension") ? checkExtensions(pagerdutyToken, pagerduty) : nothing,
  ]);
  const order = operations.map(({ id }) => id);
  const findings = found.flat().filter(({ operation }) => only.includes(operation));
  return {
    findings: findings.toSorted(
      (one, other) => order.indexOf(one.operation) - order.indexOf(other.operation),
    ),
  };
}
