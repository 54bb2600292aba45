// An operator's evening: Slack is broken, messages end as dead letters, `orgwatch redrive` says why and sends them again.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { deadLetterQueueName, queueName } from "@orgwatch/manifest/names";
import { adminOf } from "../src/admin";
import { startSandbox } from "../src/sandbox";
import { builtBundles } from "./built-bundles";
import { messageWhere, publish, type Running, shown } from "./scenario-steps";

jest.setTimeout(90_000);

const root = join(import.meta.dirname, "../../..");
const queue = deadLetterQueueName("slack-notifier");
const origin = queueName("slack-notifier", "payments-notification");

let running: Running;
beforeAll(async () => {
  const sandbox = await startSandbox({ bundles: builtBundles() });
  const host = await sandbox.runManifests();
  await host.idle();
  running = { sandbox, host };
});
afterAll(() => running.sandbox.stop());

/** Runs the program as a person does, signed in to the security account. */
function orgwatch(...args: readonly string[]) {
  const { url, organization } = running.sandbox;
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: organization.infrasecAccountId,
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: organization.homeRegion,
  };
  const command = [join(root, "packages/cli/src/main.ts"), ...args];
  return new Promise<{ code: number | string; out: string; err: string }>((resolve) => {
    execFile(join(root, "node_modules/.bin/tsx"), command, { env, timeout: 30_000 }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}

/** What `--json` says of the notifier's queue in the home region. */
async function redriven(...args: readonly string[]) {
  const { code, out, err } = await orgwatch("redrive", "--lambda", "slack-notifier", "--json", ...args);
  return { code, err, report: JSON.parse(out) };
}

it("shows why messages were given up, and brings them to Slack when it is mended, once each", async () => {
  const { sandbox, host } = running;
  const { homeRegion, infrasecAccountId, regions } = sandbox.organization;
  const texts = ["Export 1 is late", "Export 2 is late", "Export 3 is late"];
  sandbox.slack.revoke();
  sandbox.slack.setWebhook(false);
  try {
    for (const text of texts) await publish(sandbox, "payments", text);
    await host.idle();
    const letter = (about: string) => ({
      id: expect.any(String),
      firstSentAt: expect.stringMatching(/^\d{4}-.*Z$/),
      receives: 1,
      origin: `arn:aws:sqs:${homeRegion}:${infrasecAccountId}:${origin}`,
      reason: expect.stringMatching(/^NeverAgain: .*token_revoked.*HTTP 404$/),
      about,
      outcome: "shown",
    });
    const shownTwice = [await redriven(), await redriven()].map(({ report, ...ended }) => ({
      ...ended,
      sending: report.sending,
      letters: report.queues[0].letters.toSorted((one: { about: string }, other: { about: string }) =>
        one.about.localeCompare(other.about),
      ),
    }));
    const asShown = { code: 0, err: "", sending: false, letters: texts.map(letter) };
    expect(shownTwice).toEqual([asShown, asShown]);
  } finally {
    sandbox.slack.restore();
    sandbox.slack.setWebhook(true);
  }
  const sent = await orgwatch("redrive", "--region", ...regions, "--reason", "TOKEN_revoked", "--send");
  for (const text of texts) await messageWhere(sandbox, (message) => message.includes(text));
  await host.idle();
  expect({
    code: sent.code,
    err: sent.err,
    row: sent.out.split("\n").find((line) => line.startsWith(`${homeRegion}  ${queue}  `)),
    posts: texts.map((text) => shown(sandbox, text).map(({ channel }) => channel)),
  }).toEqual({
    code: 0,
    err: "",
    row: expect.stringMatching(/ 3 +3 +0$/),
    posts: texts.map(() => ["C0PAYMENTS"]),
  });
  expect(await redriven()).toEqual({
    code: 0,
    err: "",
    report: {
      sending: false,
      queues: [
        {
          region: homeRegion,
          lambda: "slack-notifier",
          queue,
          exists: true,
          letters: [],
          others: 0,
          problems: [],
        },
      ],
    },
  });
});

it("keeps what nobody can send back, page after page, and fails", async () => {
  const { url, organization } = running.sandbox;
  const [, region = ""] = organization.regions;
  const sqs = new SQSClient(adminOf(url, organization.infrasecAccountId, region));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  const bodies = Array.from({ length: 25 }, (_, index) => `letter ${String(index).padStart(2, "0")}`);
  for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  sqs.destroy();
  const runs = [await redriven("--region", region, "--send"), await redriven("--region", region)];
  const kept = runs.map(({ code, report }) => ({
    code,
    letters: report.queues[0].letters.map(({ about, outcome, because }: Record<string, string>) => [
      about,
      outcome,
      because,
    ]),
  }));
  const because = "nothing says which queue it came from";
  expect(kept).toEqual([
    { code: 1, letters: bodies.map((body) => [body, "kept", because]) },
    { code: 0, letters: bodies.map((body) => [body, "shown", because]) },
  ]);
});

it("ends with one readable line and code 2 when it is used wrongly", async () => {
  expect(await orgwatch("redrive", "--region", "Oregon")).toEqual({
    code: 2,
    out: "",
    err: expect.stringMatching(/^error: .*A region looks like us-east-1\.\n.*\n$/),
  });
});
