// The wiring of case-commands: the command /cases in, a list of cases for the person who typed it out.
import { accountLookup } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { reasonOf } from "@orgwatch/core/errors";
import { onQueue } from "@orgwatch/core/on-queue";
import { privateAnswers } from "@orgwatch/core/slack/response-url";
import { caseTable } from "@orgwatch/core/support-cases/case-table";
import { caseCommands } from "../../manifest";
import { answerCommand } from "./answer-command";

export const handler = onQueue(caseCommands, ({ config, log, now, fetch }) => {
  const dependencies = {
    cases: caseTable(dynamodb(), config.CASES),
    account: accountLookup(dynamodb(), config.ACCOUNTS, {
      onFailure: (accountId, error) =>
        log.warn("an account's name is not known", { accountId, reason: reasonOf(error) }),
    }),
    answerPrivately: privateAnswers({ hooks: config.SLACK_HOOKS, fetch, log }),
    region: () => dynamodb().config.region(),
    now,
  };
  return ({ body }, lines) => answerCommand(body, { ...dependencies, log: lines });
});
