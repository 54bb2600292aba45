// What three of the job's lambdas need to bring a change's message to Slack, from the same part of their configuration.
import { accountLookup } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import type { ConfigOf } from "@orgwatch/core/config";
import { deliveryLog } from "@orgwatch/core/delivery-log";
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import { sharedPace } from "@orgwatch/core/pace";
import { responseLog } from "@orgwatch/core/responses";
import { parseRouting } from "@orgwatch/core/routing";
import { changeTable } from "@orgwatch/core/security-groups/change-table";
import { parsePolicy } from "@orgwatch/core/security-groups/policy";
import { stateTable } from "@orgwatch/core/security-groups/state-table";
import { slackApi } from "@orgwatch/core/slack/slack-api";
import { parseSlackApp } from "@orgwatch/core/slack/slack-app";
import { slackWebhook } from "@orgwatch/core/slack/slack-webhook";
import type { Tools } from "@orgwatch/core/tools";
import type { Environment } from "@orgwatch/manifest/environment";
import type { sgDecisions } from "../../manifest";

/** The part of the configuration that all of them have. */
type Telling = Omit<ConfigOf<(typeof sgDecisions)["env"]>, "SLACK_HOOKS">;

/** A setting that somebody broke is mended within hours, and no change may be lost until then. */
function mendable<Value>(name: string, read: () => Promise<Value>): () => Promise<Value> {
  return () =>
    read().catch((error: unknown) => {
      if (error instanceof TryLater) throw error;
      throw new TryLater(`the setting ${name} cannot be used`, { cause: error });
    });
}

/** The dependencies of `tellChange` but the log and the deadline of the message at hand. */
export function tellingTools({
  config,
  log,
  now,
  sleep,
  fetch,
}: Pick<Tools<Environment>, "log" | "now" | "sleep" | "fetch"> & { readonly config: Telling }) {
  const policy = mendable("policy", async () => parsePolicy(await config.POLICY()));
  return {
    policy,
    changes: changeTable(dynamodb(), config.CHANGES, async () => (await policy()).keepDays),
    state: stateTable(dynamodb(), config.STATE),
    deliveries: deliveryLog(dynamodb(), config.DELIVERIES),
    responses: responseLog(dynamodb(), config.DELIVERIES),
    pace: sharedPace(dynamodb(), config.DELIVERIES),
    slack: slackApi({ url: config.SLACK_API, token: config.SLACK_TOKEN, fetch }),
    webhook: slackWebhook(config.SLACK_WEBHOOK, fetch),
    slackApp: mendable("slack-app", async () => parseSlackApp(await config.SLACK_APP())),
    routing: mendable("routing", async () => parseRouting(await config.ROUTING())),
    account: accountLookup(dynamodb(), config.ACCOUNTS, {
      onFailure: (accountId, error) =>
        log.warn("the account's name could not be looked up", { accountId, reason: reasonOf(error) }),
    }),
    now,
    sleep,
  };
}
