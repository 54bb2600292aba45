// What must be done by hand, and why no program does it. docs/manual-operations.md is written from here.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { failoverTopicName, httpApiUrlParameter } from "@orgwatch/manifest/names";
import { type NeededSecret, neededSecrets } from "./needed-secrets";

/** An operation in words (Markdown within a line). `where` says what its records name, `check` how it is checked. */
export type Operation = {
  readonly id: OperationId;
  readonly title: string;
  readonly because: string;
  readonly where: string;
  readonly steps: readonly string[];
  readonly check: string;
  /** Whether `orgwatch manual-ops check` asks for it. */
  readonly checked: boolean;
  /** The secret that it stores. */
  readonly secret?: NeededSecret;
};

export type OperationId = (typeof texts)[number]["id"];

/** An operation before the names from the manifests are put in; `secret` is the name's end. */
type OperationText = {
  readonly id: string;
  readonly title: string;
  readonly because: string;
  readonly where: string;
  readonly steps: readonly string[];
  readonly check: string;
  readonly checked?: false;
  readonly secret?: string;
};

const secretOnce = "It asks SSM whether the SecureString is there";
const scopes = "the scopes of docs/slack-app-manifest.json";

const texts = [
  {
    id: "trusted-access",
    title: "Let GuardDuty and StackSets into the organization",
    because:
      "The Terraform resource for it owns the whole list of trusted services, and would switch off all others",
    where: "the management account",
    steps: [
      "`aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com`",
      "`aws cloudformation activate-organizations-access`",
      "`aws iam create-service-linked-role --aws-service-name guardduty.amazonaws.com`",
    ],
    check: "It cannot ask; the plan of `org-root` stops and names what is missing (docs/adr/0005)",
    checked: false,
  },
  {
    id: "organization-trail",
    title: "Record management events of all accounts with a trail",
    because:
      "Most organizations have such a trail, and a second one costs money; root use reaches EventBridge only from accounts with a trail",
    where: "the management account",
    steps: [
      "In the CloudTrail console, *Trails*: there must be one for the organization, in all regions, with management events (read and write). Make it where there is none.",
    ],
    check: "It does not ask; `orgwatch init` does",
    checked: false,
  },
  {
    id: "failover-emails",
    title: "Confirm the failover topic's e-mail addresses",
    because: "SNS sends to an address only when its reader has agreed, and gives up after 48 hours",
    where: "each address, in each watched region",
    steps: [
      "Apply `infrasec-admin-global`. AWS sends one mail per region to each address of `contacts.failoverEmails`.",
      "Each reader opens *Confirm subscription* in each of the mails.",
      "No mail, or too late? Apply again, or *Request confirmation* in the SNS console.",
    ],
    check: `It asks SNS for the subscriptions of \`${failoverTopicName}\` in each region`,
  },
  {
    id: "slack-app",
    title: "Install the Slack app",
    because: "Only a person may install an app into a workspace, and read its keys afterwards",
    where: "the Slack workspace",
    steps: [
      `Read the HTTP API's address in the home region (\`aws ssm get-parameter --name ${httpApiUrlParameter.name}\`), and put it into a copy of \`docs/slack-app-manifest.json\` for \`https://<http-api-url>\`.`,
      "At https://api.slack.com/apps choose *Create New App*, *From a manifest*, the workspace, and paste it.",
      "*Install to Workspace*; the channel asked for is the incoming webhook's, which is used when the bot fails.",
      "Put the ids of workspace and app into `slack` in `cdktf/org.config.ts`.",
    ],
    check: `It asks Slack (\`auth.test\`) whether the bot's token works, and compares its rights with ${scopes}`,
  },
  {
    id: "slack-channels",
    title: "Invite the bot into each channel",
    because: "A bot without the right to join any channel reads and writes only where people invited it",
    where: "each channel of `teams` in `cdktf/org.config.ts`",
    steps: ["In the channel, write `/invite @orgwatch`."],
    check: "It asks Slack whether the bot may read each channel of the setting `routing`",
  },
  {
    id: "slack-bot-token",
    title: "Store the Slack bot's token",
    because: "Slack shows it on the app's page only, and secrets are in no Terraform state",
    where: "each watched region",
    steps: ["On the app's page, *OAuth & Permissions*: copy the *Bot User OAuth Token* (`xoxb-…`)."],
    check: secretOnce,
    secret: "slack/bot-token",
  },
  {
    id: "slack-webhook-url",
    title: "Store the Slack webhook's URL",
    because: "Messages go there when the bot fails. Slack makes it at the installation",
    where: "each watched region",
    steps: [
      "On the app's page, *Incoming Webhooks*: copy the webhook's URL (`https://hooks.slack.com/services/…`).",
    ],
    check: secretOnce,
    secret: "slack/webhook-url",
  },
  {
    id: "slack-signing-secret",
    title: "Store the Slack app's signing secret",
    because:
      "By it slack-door knows that a button was pressed in Slack. Slack shows it on the app's page only",
    where: "the home region",
    steps: ["On the app's page, *Basic Information*: copy the *Signing Secret*."],
    check: secretOnce,
    secret: "slack/signing-secret",
  },
  {
    id: "pagerduty-api-key",
    title: "Store a PagerDuty API key",
    because:
      "finding-responder looks up alerts with it, and `check` asks for extensions. PagerDuty shows it once",
    where: "the home region",
    steps: [
      "In PagerDuty, *Integrations*, *API Access Keys*: create a *read-only* key. The stack `pagerduty` wants another one, that may write, in `PAGERDUTY_TOKEN` when it is applied.",
    ],
    check: secretOnce,
    secret: "api-token",
  },
  {
    id: "pagerduty-webhook-secret",
    title: "Store the signing secret of PagerDuty's webhooks",
    because:
      "PagerDuty tells it once, to whoever makes the webhook; Terraform providers before August 2026 lose it (docs/adr/0006)",
    where: "the home region",
    steps: [
      "Only if `check` says so: with a newer provider the stack `pagerduty` stores it.",
      "In PagerDuty, *Integrations*, *Generic Webhooks (v3)*: make a webhook like the one of Terraform for each service, copy its secret, and delete Terraform's.",
      "Several secrets go into the parameter with a comma between them.",
    ],
    check:
      "It asks SSM whether the SecureString is there, and whether it is still the word that Terraform puts in",
    secret: "webhook-secrets",
  },
  {
    id: "pagerduty-slack-extension",
    title: "Authorise each team's PagerDuty extension with Slack, and choose its channel",
    because: "PagerDuty asks the person for consent in Slack; its API has no call for it",
    where: "each PagerDuty service (`Orgwatch <team>`)",
    steps: [
      "Apply the stack `pagerduty`. It makes the extension `Orgwatch <team>` of type *Slack V2* and leaves its configuration alone.",
      "In PagerDuty, *Integrations*, *Extensions*: at the extension's gear choose *Authorize*, and allow it in Slack (as an administrator of the workspace).",
      "Choose the team's channel, and save.",
    ],
    check: "It asks PagerDuty for the extension of each service: it must hold Slack's consent and a channel",
  },
  {
    id: "tag-audit-mail",
    title: "Let Amazon SES send the tag audit's digest",
    because:
      "Whoever owns the sender's domain must agree, and a new account sends only to addresses that agreed, until a person asks for production access",
    where: "the security account's home region",
    steps: [
      "Only with `tagAudit.digest` in `cdktf/org.config.ts`.",
      "In the SES console, *Identities*: create the domain of `from` (or the address itself), and put the DNS records that it shows into the domain.",
      "*Account dashboard*, *Request production access*, where it says that the account is in the sandbox.",
    ],
    check: "It cannot ask; a run whose mails are refused fails with SES's words",
    checked: false,
  },
  {
    id: "tag-audit-search",
    title: "Let the tag audit write to the OpenSearch domain",
    because: "With fine-grained access control, rights inside a domain are given in OpenSearch, not in IAM",
    where: "the domain of `tagAudit.openSearch`",
    steps: [
      "Only with `tagAudit.openSearch` in `cdktf/org.config.ts`.",
      "The domain's access policy must let the role of `tag-audit-finish` (see its README) use `es:ESHttpGet`, `es:ESHttpHead`, `es:ESHttpPost` and `es:ESHttpPut`.",
      "With fine-grained access control: in OpenSearch Dashboards, *Security*, *Roles*, make a role with the cluster permissions `cluster_manage_index_templates` and `cluster_composite_ops` and the index permissions `crud` and `create_index` on `aws_tag_*`; map it to that role's ARN as a backend role.",
    ],
    check: "It cannot ask; a run whose documents are refused fails with OpenSearch's words",
    checked: false,
  },
] as const satisfies readonly OperationText[];

/**
 * All operations, in the order of doing them.
 * @throws Error when a secret to be stored is read by no lambda: the manifests and this file disagree.
 */
export function manualOperations(lambdas: readonly LambdaManifest[]): readonly Operation[] {
  const needed = neededSecrets(lambdas);
  return texts.map((text): Operation => {
    const checked = !("checked" in text);
    if (!("secret" in text)) return { ...text, checked };
    const secret = needed.find(({ parameter }) => parameter.endsWith(`/${text.secret}`));
    if (secret === undefined) throw new Error(`no lambda reads the secret ${text.secret}`);
    return { ...text, checked, secret, steps: [...text.steps, storeStep(secret)] };
  });
}

/** From a file, so that the secret is in no shell's history. */
function storeStep({ parameter, readIn }: NeededSecret): string {
  const regions = readIn === "each-region" ? "For each watched region" : "For the home region";
  return (
    `${regions}, in the security account: \`aws ssm put-parameter --region <region> --type SecureString --key-id alias/orgwatch ` +
    `--overwrite --name ${parameter} --value file://secret\`, then delete the file. It is read again within 5 minutes.`
  );
}
