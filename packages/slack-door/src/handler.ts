// The wiring of the door: a signed request in, a message in a job's queue out.
import { sqs } from "@orgwatch/core/aws";
import { handOver } from "@orgwatch/core/hand-over";
import { secretsOf } from "@orgwatch/core/http/signature";
import { onRequest } from "@orgwatch/core/on-request";
import { privateAnswers } from "@orgwatch/core/slack/response-url";
import { parseSlackApp } from "@orgwatch/core/slack/slack-app";
import { slackDoor } from "../manifest";
import { answerSlack } from "./answer-slack";

export const handler = onRequest(slackDoor, ({ config, log, now, fetch }) => {
  const dependencies = {
    slackApp: async () => parseSlackApp(await config.SLACK_APP()),
    secrets: async () => secretsOf(await config.SIGNING_SECRETS()),
    routes: config.ROUTES,
    handOver: handOver(sqs()),
    answerPrivately: privateAnswers({ hooks: config.SLACK_HOOKS, fetch, log }),
    now,
    log,
  };
  return (request) => answerSlack(request, dependencies);
});
