// The alerts, wired from the manifests, with IAM enforced from them.
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { createSampleFindings } from "../src/sample-findings";
import { startSandbox } from "../src/sandbox";
import { alertScenarios } from "./alert-scenarios";
import { builtBundles } from "./built-bundles";
import { outageScenarios } from "./outage-scenarios";
import { responseScenarios } from "./response-scenarios";
import { accountId, type Running } from "./scenario-steps";

jest.setTimeout(90_000);

async function start(chosen: readonly LambdaManifest[] = lambdas): Promise<Running> {
  const sandbox = await startSandbox({ bundles: builtBundles(), lambdas: chosen });
  const host = await sandbox.runManifests();
  await host.idle();
  return { sandbox, host };
}

describe("wired from the manifests", () => {
  let running: Running;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.sandbox.stop());
  alertScenarios(() => running);
  responseScenarios(() => running);
  outageScenarios(() => running);
});

it("refuses a call that the manifest does not allow, and the finding waits in its queue", async () => {
  const withoutPut = lambdas.map((lambda) => ({
    ...lambda,
    allow: lambda.allow.map(({ actions, on }) => ({
      actions: actions.filter((action) => lambda.name !== "slack-notifier" || action !== "dynamodb:PutItem"),
      on,
    })),
  }));
  const { sandbox, host } = await start(withoutPut);
  try {
    const place = {
      accountId: accountId(sandbox, "acme-web-shop"),
      region: "us-west-2",
      endpoint: sandbox.url,
    };
    await createSampleFindings(place, ["Recon:EC2/PortProbeUnprotectedPort"]);
    await host.idle();
    const refused = host
      .logs("slack-notifier")
      .filter((line) => line.includes("not authorized to perform: dynamodb:PutItem"));
    // Other jobs have rights of their own: their messages may be there.
    const findings = sandbox.slack.messages().filter(({ text }) => text.startsWith("SAMPLE"));
    expect({ findings, refused: refused.length > 0 }).toEqual({ findings: [], refused: true });
  } finally {
    await sandbox.stop();
  }
});
