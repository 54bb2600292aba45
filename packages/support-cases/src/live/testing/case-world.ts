// Everything around case-updates, in memory and in virtual time.
import type { Log } from "@orgwatch/core/log";
import { memoryCases } from "@orgwatch/core/testing/memory-cases";
import { silent, slackWorld } from "@orgwatch/core/worlds/slack-world";
import { handleUpdate } from "../handle-update";
import { accountId, caseId, simulatedSupport, start } from "./simulated-support";

/** Updates go in by `update`; `shown` is what stands in Slack, first lines only. */
export function caseWorld() {
  const world = slackWorld({
    accounts: [
      {
        accountId,
        name: "payments-prod",
        state: "ACTIVE",
        organizationalUnits: [],
        team: "payments",
        refreshedAt: start,
      },
    ],
  });
  const warnings: string[] = [];
  const log: Log = { ...silent, warn: (message) => void warnings.push(message), with: () => log };
  const support = simulatedSupport(world.time);
  const cases = memoryCases();
  const own = { cases, support: () => support.api, region: "us-east-1", log };
  const dependencies = { ...world.dependencies, ...own };
  return {
    ...world,
    ...support,
    cases,
    warnings,
    dependencies,
    update: (what: string, more: EventChoice = {}) =>
      world.time.run(handleUpdate(eventOf(what, more), dependencies)),
    shown: () =>
      world.slack.messages().map(({ channel, text, edits, threadTs, broadcast }) => ({
        channel,
        text,
        edits,
        inThread: threadTs !== undefined,
        broadcast,
      })),
  };
}

type EventChoice = { readonly id?: string; readonly at?: string; readonly account?: string };

/** An event of AWS Support as the bus hands it over. */
export function eventOf(what: string, { id = caseId, at = start, account = accountId }: EventChoice) {
  return {
    source: "aws.support",
    "detail-type": "Support Case Update",
    account,
    time: at,
    detail: { "case-id": id, "display-id": "1", "communication-id": "", "event-name": what },
  };
}
