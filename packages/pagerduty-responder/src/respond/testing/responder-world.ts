// Everything around finding-responder, in memory and in virtual time: Slack, GuardDuty, two regions' tables, PagerDuty's alerts.
import { verdictOf } from "@orgwatch/core/errors";
import { deliver } from "@orgwatch/core/slack-delivery/deliver";
import { memoryDeliveries, memoryResponses } from "@orgwatch/core/testing/memory-deliveries";
import { security, slackWorld } from "@orgwatch/core/worlds/slack-world";
import { type RespondDependencies, respond } from "../respond";
import { memoryGuardDuty } from "./memory-guard-duty";

/** The home region is the first. */
export const regions = ["us-west-2", "eu-west-1"] as const;
/** The lambda's own time. */
const runMs = 60_000;

const button = {
  type: "button",
  action_id: "finding:archive",
  text: { type: "plain_text", text: "Archive" },
} as const;

/** Nothing stands in Slack at first, GuardDuty has no findings, and only U0ALICE may archive. */
export function responderWorld() {
  const world = slackWorld({ webhook: false });
  const { time, slack, faults, dependencies } = world;
  const tables = {
    "us-west-2": dependencies,
    "eu-west-1": { ...dependencies, deliveries: memoryDeliveries(), responses: memoryResponses() },
  };
  const tablesOf = (region: string) => (region === "eu-west-1" ? tables[region] : tables["us-west-2"]);
  const guardDuty = memoryGuardDuty();
  const answers: string[] = [];
  const alerts = new Map<string, readonly string[]>();
  const respondDependencies: Omit<RespondDependencies, "deadline"> = {
    ...dependencies,
    regions,
    tables: tablesOf,
    home: dependencies.deliveries,
    findings: guardDuty,
    alertKeys: async (incident) => alerts.get(incident),
    answerPrivately: async (_url, text) => answers.push(text) > 0,
  };

  /** One run of the lambda with one message: "done", or what the runtime makes of its error. */
  function run(body: unknown, changes: Partial<RespondDependencies> = {}): Promise<string> {
    const deadline = new Date(time.now().getTime() + runMs);
    return time.run(
      respond(body, { ...respondDependencies, deadline, ...changes }).then(
        () => "done",
        (error: unknown) => verdictOf(error).kind,
      ),
    );
  }

  return {
    time,
    slack,
    faults,
    guardDuty,
    answers,
    alerts,
    tables,
    run,
    /** Lets time pass. */
    wait: (milliseconds: number) => time.run(time.sleep(milliseconds)),
    /** Posts an alert's message, with a button, from a region. */
    post: (key: string, region: (typeof regions)[number] = "us-west-2") =>
      time.run(
        deliver(
          {
            key,
            version: "2030-01-07T08:00:00Z",
            band: "high",
            channel: security,
            message: { text: key, blocks: [{ type: "actions", elements: [button] }] },
            raised: () => ({ text: key, blocks: [] }),
          },
          { ...dependencies, ...tables[region] },
        ),
      ),
    /** What stands below the message of a key: its responses, and "button" while it has its button. */
    below: (key: string) => {
      const found = slack.messages().find(({ text }) => text === key);
      const blocks = found?.blocks ?? [];
      const texts = blocks.flatMap(
        (block) => JSON.stringify(block).match(/(?<="mrkdwn","text":")[^"]*/) ?? [],
      );
      return [
        ...(blocks.some((block) => JSON.stringify(block).includes(button.action_id)) ? ["button"] : []),
        // Without the sign at the beginning and the time at the end.
        ...texts
          .flatMap((text) => text.split("\\n"))
          .map((line) => line.replace(/^[^*]*|( · )?<!date.*$/g, "")),
      ];
    },
  };
}
