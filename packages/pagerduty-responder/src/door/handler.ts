// The wiring of PagerDuty's door: a signed webhook in, a message in finding-responder's queue out.
import { sqs } from "@orgwatch/core/aws";
import { handOver } from "@orgwatch/core/hand-over";
import { secretsOf } from "@orgwatch/core/http/signature";
import { onRequest } from "@orgwatch/core/on-request";
import { pagerdutyDoor } from "../../manifest";
import { answerWebhook } from "./answer-webhook";

export const handler = onRequest(pagerdutyDoor, ({ config, log }) => {
  const dependencies = {
    secrets: async () => secretsOf(await config.SIGNING_SECRETS()),
    actions: config.ACTIONS,
    handOver: handOver(sqs()),
    log,
  };
  return (request) => answerWebhook(request, dependencies);
});
