// A page over made-up deliveries, for the tests beside this file: what a visitor sees without AWS behind it.
import { createServer } from "node:http";
import { newFaults } from "../faults";
import { newJournal } from "../journal";
import { newSlack } from "../slack/slack-stand-in";
import type { PageOrganization } from "./page-state";
import { sampleParts } from "./sample-parts";
import { newPage, type PageAction } from "./sandbox-page";

const workloads = [
  { id: "r-acme", name: "Root" },
  { id: "ou-acme-work", name: "Workloads" },
];

/** Four accounts in two OUs. */
export const organization: PageOrganization = {
  id: "o-acme",
  managementAccountId: "100000000001",
  infrasecAccountId: "100000000002",
  homeRegion: "us-west-2",
  regions: ["us-west-2", "us-east-1"],
  accounts: [
    {
      id: "100000000001",
      name: "acme-management",
      email: "aws@acme.example",
      state: "ACTIVE",
      organizationalUnits: [],
    },
    {
      id: "100000000002",
      name: "acme-infrasec",
      email: "infrasec@acme.example",
      state: "ACTIVE",
      organizationalUnits: [{ id: "ou-acme-sec", name: "Security" }],
    },
    {
      id: "100000000003",
      name: "acme-payments-prod",
      email: "payments@acme.example",
      state: "ACTIVE",
      organizationalUnits: workloads,
    },
    {
      id: "100000000004",
      name: "acme-dev",
      email: "dev@acme.example",
      state: "SUSPENDED",
      organizationalUnits: workloads,
    },
  ],
};

/** A finding as the notifier would post it. */
export function findingBlocks(title: string): readonly unknown[] {
  const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
  return [
    { type: "header", text: { type: "plain_text", text: `:rotating_light: ${title}`, emoji: true } },
    {
      type: "section",
      text: mrkdwn(
        "EC2 instance *i-99999999* asks for `pool.minergate.example`, a domain of a _Bitcoin_ mining pool.",
      ),
    },
    {
      type: "section",
      fields: [
        mrkdwn("*Account*\nacme-payments-prod (100000000003)"),
        mrkdwn("*Region*\nus-west-2"),
        mrkdwn("*Resource*\n<https://console.aws.amazon.com/ec2|i-99999999>"),
        mrkdwn("*From*\n198.51.100.7 (Seoul, KR) &amp; others"),
      ],
    },
    { type: "divider" },
    {
      type: "context",
      elements: [
        mrkdwn("First seen <!date^1763690000^{date_short} {time}|2025-11-21 01:53 UTC>"),
        mrkdwn("team platform"),
      ],
    },
    {
      type: "actions",
      elements: [
        {
          type: "button",
          text: { type: "plain_text", text: "Open in GuardDuty" },
          url: "https://us-west-2.console.aws.amazon.com/guardduty/home",
          action_id: "open",
        },
      ],
    },
  ];
}

/** Buttons as the notifier would set them: one asks first. */
export function buttonBlocks(): readonly unknown[] {
  const plain = (text: string) => ({ type: "plain_text", text });
  const archive = { type: "button", text: plain("Archive"), action_id: "finding.archive", value: "f-1" };
  return [
    { type: "section", text: { type: "mrkdwn", text: "*HIGH 8.0* mining" } },
    {
      type: "actions",
      elements: [
        { ...archive, style: "primary" },
        {
          ...archive,
          text: plain("Revert"),
          action_id: "change.revert",
          style: "danger",
          confirm: {
            title: plain("Revert the change?"),
            text: { type: "mrkdwn", text: "Port *22* is closed again for everybody." },
            confirm: plain("Revert it"),
            deny: plain("Leave it"),
            style: "danger",
          },
        },
      ],
    },
  ];
}

/** A security-group change as it would be told, with the two answers to it: the red one asks first. */
export function changeBlocks(): readonly unknown[] {
  const plain = (text: string) => ({ type: "plain_text", text });
  const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
  const answer = (label: string) => ({
    type: "button",
    text: plain(label),
    action_id: `sg:${label.toLowerCase()}`,
    value: "change-1",
  });
  const confirm = {
    title: plain("Deny this change?"),
    text: mrkdwn("Orgwatch removes *1 rule* from `sg-0a1b2c3d`. Rules that were there before stay."),
    confirm: plain("Deny and revert"),
    deny: plain("Cancel"),
    style: "danger",
  };
  return [
    { type: "header", text: plain("🔴 SSH is open to the world") },
    {
      type: "section",
      text: mrkdwn("*role ci/build-42* added to *web* (`sg-0a1b2c3d`): TCP 22 from `0.0.0.0/0`"),
    },
    { type: "actions", elements: [answer("Keep"), { ...answer("Deny"), style: "danger", confirm }] },
  ];
}

/** Serves a page on a free port; with `bare`, one that has nothing but messages and deliveries. `post` and `travel` make things happen in it; `stop` ends the server. */
export async function samplePage(actions: Readonly<Record<string, PageAction>> = {}, bare = false) {
  const { parts, ...more } = sampleParts();
  const journal = newJournal();
  const slack = newSlack({
    channels: [
      { id: "C0SECURITY", name: "security" },
      { id: "C0PLATFORM", name: "platform-alerts" },
    ],
    token: "xoxb-sample",
    webhookPath: "/_slack/services/T0/B0/sample",
    journal,
    faults: newFaults(),
    now: () => new Date(),
    paced: false,
  });
  const faults: string[] = [];
  const command =
    "aws --endpoint-url http://127.0.0.1:4566 --region us-west-2 guardduty create-sample-findings --detector-id 12abc34d567e8fa901bc2d34e56789f0";
  const page = newPage({
    journal,
    slack,
    organization,
    describe: () => ({
      endpoint: "http://127.0.0.1:4566",
      commands: [{ title: "Create sample findings", command }],
      faults,
    }),
    actions,
    ...(bare ? {} : parts),
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void page.handle(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const call = (method: string, args: Readonly<Record<string, unknown>>) => {
    const answer = slack.answer({
      method: "POST",
      path: `/_slack/api/${method}`,
      headers: { authorization: "Bearer xoxb-sample", "content-type": "application/json" },
      body: JSON.stringify(args),
      now: new Date(),
    });
    return "body" in answer ? JSON.parse(answer.body) : answer;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    ...more,
    journal,
    slack,
    faults,
    call,
    post: (text: string, more: Readonly<Record<string, unknown>> = {}) =>
      call("chat.postMessage", { channel: "C0SECURITY", text, ...more }),
    /** A finding's stops up to the queue. */
    travel: (subject: string, what: string) => {
      const place = { accountId: "100000000003", region: "us-west-2", subject };
      journal.record({ stop: "GuardDuty", ...place, what });
      journal.record({ stop: "EventBridge", ...place, what: "rule orgwatch-findings-high matched" });
      journal.record({ stop: "SNS", ...place, what: "published to platform-alert" });
      journal.record({ stop: "SQS", ...place, what: "queued in orgwatch-slack-notifier-platform-alert" });
    },
    stop: async () => {
      page.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
