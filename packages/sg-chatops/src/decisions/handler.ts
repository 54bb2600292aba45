// The wiring of sg-decisions: a press or a decision in, a kept or a taken-back change and its told message out.
import { onQueue } from "@orgwatch/core/on-queue";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { privateAnswers } from "@orgwatch/core/slack/response-url";
import { slackPeople } from "@orgwatch/core/slack/slack-people";
import { sgDecisions } from "../../manifest";
import { groupResponders } from "../ec2/ec2-groups";
import { tellChange } from "../show/tell-change";
import { tellingTools } from "../show/telling-tools";
import { decide } from "./decide";

export const handler = onQueue(sgDecisions, (tools) => {
  const { config, log, now, fetch } = tools;
  const telling = tellingTools(tools);
  const dependencies = {
    ...telling,
    groups: groupResponders({ sessionName: () => sessionNameOf("orgwatch", sgDecisions.name), now }),
    people: slackPeople({ url: config.SLACK_API, token: config.SLACK_TOKEN, fetch, now }),
    answerPrivately: privateAnswers({ hooks: config.SLACK_HOOKS, fetch, log }),
  };
  return ({ body }, lines, deadline) =>
    decide(body, {
      ...dependencies,
      tell: (change, until) => tellChange(change, { ...telling, deadline: until, log: lines }),
      log: lines,
      deadline,
    });
});
