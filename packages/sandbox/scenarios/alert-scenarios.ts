// What must be true of alerts, however the organization was wired: by the manifests, or by Terraform. Both test files run these.
import { rootSignIn } from "../src/cloudtrail/root-sign-in";
import { raiseFinding } from "../src/guardduty/raise-finding";
import { createSampleFindings } from "../src/sample-findings";
import { accountId, deadLetters, messageWhere, publish, type Running, shown } from "./scenario-steps";

/** Registers the scenarios; `running` is asked inside each test. */
export function alertScenarios(running: () => Running): void {
  it("brings a sample finding of a member account to its team's channel, in every region", async () => {
    const { sandbox } = running();
    const account = accountId(sandbox, "acme-payments-prod");
    const words = `in acme-payments-prod (${account}): An EC2 instance talks to a known command and control server`;
    for (const region of sandbox.organization.regions) {
      const place = { endpoint: sandbox.url, accountId: account, region };
      await createSampleFindings(place, ["Backdoor:EC2/C&CActivity.B"]);
      await messageWhere(sandbox, (text) => text.includes(words) && text.includes(region));
    }
    const common = { channel: "C0PAYMENTS", edits: 0, form: "message", via: "bot" };
    expect(shown(sandbox, words)).toEqual(
      sandbox.organization.regions.map((region) => ({
        ...common,
        text: `SAMPLE HIGH 8.0 ${words}, ${region}`,
      })),
    );
  });

  it("updates the message when the finding is seen again, and tells a rise in the thread", async () => {
    const { sandbox } = running();
    const place = { accountId: accountId(sandbox, "acme-web-shop"), region: "us-west-2" };
    const finding = { type: "Recon:EC2/PortProbeUnprotectedPort", title: "Port 22 is probed" };
    const { id } = await raiseFinding(sandbox.gateway, place, { ...finding, severity: 5 });
    await messageWhere(sandbox, (text) => text.includes("MEDIUM 5.0"));
    await raiseFinding(sandbox.gateway, place, { ...finding, id, severity: 8 });
    await messageWhere(sandbox, (text) => text.includes("rose"));
    const where = `acme-web-shop (${place.accountId})`;
    expect(shown(sandbox, "Port 22 is probed")).toEqual([
      {
        channel: "C0SECURITY",
        text: `HIGH 8.0 in ${where}: Port 22 is probed, us-west-2`,
        edits: 1,
        form: "message",
        via: "bot",
      },
      {
        channel: "C0SECURITY",
        text: expect.stringMatching(/rose from Medium to High 8\.0/),
        edits: 0,
        form: "reply in the channel",
        via: "bot",
      },
    ]);
  });

  it("tells of a root sign-in in a member account, success and failure apart", async () => {
    const { sandbox } = running();
    const account = accountId(sandbox, "acme-dev");
    for (const success of [true, false])
      await rootSignIn(sandbox.gateway, { accountId: account, success, mfa: false, ip: "198.51.100.7" });
    await messageWhere(sandbox, (text) => /\broot\b/i.test(text) && text.startsWith("HIGH"));
    await messageWhere(sandbox, (text) => /\broot\b/i.test(text) && text.startsWith("MEDIUM"));
    expect(shown(sandbox, `acme-dev (${account})`).map(({ channel, via }) => ({ channel, via }))).toEqual([
      { channel: "C0SECURITY", via: "bot" },
      { channel: "C0SECURITY", via: "bot" },
    ]);
  });

  it("posts what a team publishes to its own topic to that team's channel, whatever it is", async () => {
    const { sandbox } = running();
    await publish(sandbox, "payments", "The nightly export is late, see the text of <!channel> & others");
    await messageWhere(sandbox, (text) => text.includes("nightly export"));
    const [message, ...more] = shown(sandbox, "nightly export");
    expect({
      more,
      channel: message?.channel,
      escaped: message?.text.includes("&lt;!channel&gt; &amp; others"),
    }).toEqual({ more: [], channel: "C0PAYMENTS", escaped: true });
  });

  it("goes on without the bot's token, through the failover webhook", async () => {
    const { sandbox } = running();
    sandbox.slack.revoke();
    try {
      await publish(sandbox, "payments", "The bot is gone");
      await messageWhere(sandbox, (text) => text.includes("The bot is gone"));
    } finally {
      sandbox.slack.restore();
    }
    expect(shown(sandbox, "The bot is gone")).toEqual([
      { channel: "C0FAILOVER", text: expect.any(String), edits: 0, form: "message", via: "webhook" },
    ]);
  });

  it("puts what cannot be delivered into the dead-letter queue, with the reason", async () => {
    const { sandbox, host } = running();
    sandbox.slack.revoke();
    sandbox.slack.setWebhook(false);
    try {
      await publish(sandbox, "payments", "Nobody can read this");
      await host.idle();
    } finally {
      sandbox.slack.restore();
      sandbox.slack.setWebhook(true);
    }
    expect(await deadLetters(sandbox)).toEqual([
      {
        body: "Nobody can read this",
        reason:
          "NeverAgain: the bot could not post to #payments-alerts (token_revoked), " +
          "and so could not the webhook: WebhookRefused: Slack answered the webhook with HTTP 404",
      },
    ]);
  });
}
