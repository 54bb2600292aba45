// The whole way of somebody who deploys Orgwatch, on an organization that has never seen it, by commands alone: from `orgwatch init` to
// `deploy destroy`. Nothing is edited by hand. Before the end the configuration grows to all that Orgwatch has, is applied to what stands,
// and every scenario must hold there, with IAM enforced from the policies that Terraform attached. The stack `pagerduty` is left out: its
// provider talks to PagerDuty's own API.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { adminOf } from "../src/admin";
import type { LambdaHost } from "../src/lambda-host/lambda-host";
import { openCase } from "../src/sample-cases";
import { type Sandbox, startSandbox } from "../src/sandbox";
import { slackUsers } from "../src/slack/sandbox-people";
import { alertScenarios } from "./alert-scenarios";
import { builtBundles } from "./built-bundles";
import { caseScenarios } from "./case-scenarios";
import { askedIn, deployedIn } from "./deployed-as-asked";
import { fullConfig } from "./full-config";
import { incoming, newGroup, openSsh, question, rulesBefore, told } from "./group-steps";
import { inventoryScenarios } from "./inventory-scenarios";
import { takeInventory } from "./inventory-steps";
import { outageScenarios } from "./outage-scenarios";
import { type Person, personAt, vendorOptions } from "./person";
import { questionScenarios } from "./question-scenarios";
import { responseScenarios } from "./response-scenarios";
import { revertScenarios } from "./revert-scenarios";
import { accountId, messageWhere } from "./scenario-steps";
import { tagScenarios } from "./tag-scenarios";
import { auditAfter, statesByKind } from "./tag-steps";

// Terraform makes some six hundred resources, which takes minutes on a busy machine.
jest.setTimeout(1_500_000);

const folder = mkdtempSync(join(tmpdir(), "orgwatch-walk-"));
const config = join(folder, "org.config.json");
const written = ["--config", config, "--out", join(folder, "cdktf.out")];
const profiles = ["--management-profile", "management", "--security-profile", "security"];
const deploy = [...written, ...profiles, "--no-build", "--skip", "pagerduty"];
const approved = [...deploy, "--auto-approve"];
const stacks = ["org-root", "infrasec-admin-global", "support-cases", "sg-chatops", "tag-audit", "inventory"];

let sandbox: Sandbox;
let host: LambdaHost;
let person: Person;
beforeAll(async () => {
  sandbox = await startSandbox({ bundles: builtBundles() });
  person = personAt(sandbox, folder);
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

/** The lambdas of what `orgwatch init` asks for: CloudTrail as a second source and Identity Center are for those who edit the file. */
function askedFor(): readonly LambdaManifest[] {
  return lambdas.filter(({ name }) => name !== "case-trail" && name !== "sg-lake");
}

it("init writes the configuration from what the organization says and what is asked for", async () => {
  const { infrasecAccountId, homeRegion, regions } = sandbox.organization;
  const { code, err } = await person.orgwatch(
    "management",
    "init",
    "--yes",
    ...["--out", config, "--security-account", infrasecAccountId, "--security-profile", "security"],
    ...["--home-region", homeRegion, "--regions", regions.join(",")],
    ...["--team", "security=#security:C0SECURITY", "--team", "payments=#payments-alerts:C0PAYMENTS"],
    ...["--claims", "payments=acme-payments-prod,acme-payments-staging"],
    ...["--failover-email", "security@acme.example"],
    ...["--slack-workspace", "T0SANDBOX", "--slack-app", "A0SANDBOX", "--responder", slackUsers.alice.id],
    ...["--pagerduty-schedule", "security on-call", "--pagerduty-schedule", "payments=payments on-call"],
    ...["support-cases", "security-groups", "tag-audit", "inventory"].flatMap((job) => ["--job", job]),
    ...["--require-tags", "created_by,department,project"],
  );
  expect({ code, err }).toEqual({ code: 0, err: "" });
});

it("doctor says what is not there yet", async () => {
  const { code, out } = await person.orgwatch("security", "doctor", "--before", ...doctorOptions());
  expect({ code, open: openIn(out) }).toEqual({
    code: 1,
    open: ["broken management-state", "broken pagerduty-key", "broken slack", "broken state"],
  });
});

it("deploy makes the state buckets, takes over the detectors that delegation made, and applies every stack", async () => {
  const { code, err, out } = await person.orgwatch("security", "deploy", "apply", ...approved);
  const detectors = out.includes("GuardDuty is on already in the security account.");
  expect({ code, err, detectors, end: out.split("\n\n").slice(-2) }).toEqual({
    code: 0,
    err: "",
    detectors: true,
    end: [
      outcomes("applied"),
      `Next:\n  $ orgwatch doctor --after ${[...written, ...profiles].join(" ")}\n  $ AWS_PROFILE=security orgwatch test-alert\n`,
    ],
  });
  host = await sandbox.runDeployment(askedFor());
  await host.idle();
});

it("doctor finds all that was deployed, and what is left to people", async () => {
  const { code, out } = await person.orgwatch("security", "doctor", "--after", ...doctorOptions());
  // In PagerDuty somebody has to press Authorize. And its stack, which was left out, would have stored more keys.
  const settings = [...out.matchAll(/^broken +settings +\S+ (\/\w+\/[\w-]+)/gm)].map(([, name]) => name);
  expect({ code, open: openIn(out), settings: [...new Set(settings)] }).toEqual({
    code: 1,
    open: ["broken by-hand", "broken settings"],
    settings: ["/pagerduty/integration-keys"],
  });
});

it("test-alert follows a sample to Slack and PagerDuty", async () => {
  const { code, err } = await person.orgwatch("security", "test-alert", "--severity", "high");
  expect({ code, err, paged: sandbox.pagerDuty.incidents().length }).toEqual({ code: 0, err: "", paged: 1 });
});

it("a support case is told, and listed", async () => {
  const account = accountId(sandbox, "acme-payments-prod");
  const subject = "Nothing answers since noon";
  await openCase(sandbox.url, { accountId: account, subject, severity: "high", text: "Since 12:00." });
  await messageWhere(sandbox, (text) => text.includes(subject));
  const { code, out } = await person.orgwatch("security", "cases", "list", "--json");
  expect([code, out.includes(subject)]).toEqual([0, true]);
});

it("a change of a security group is denied and taken back", async () => {
  const place = await newGroup(sandbox, "acme-web-shop", "front-door");
  await openSsh(place);
  const press = await question(sandbox, "front-door", "TCP 22");
  await press("deny", slackUsers.alice);
  await told(sandbox, "front-door", "TCP 22", "taken back");
  expect(await incoming(place)).toEqual(rulesBefore);
  place.ec2.destroy();
});

it("a tag audit reports, and touches nothing", async () => {
  const before = await statesByKind(sandbox);
  const status = await auditAfter({ sandbox, host }, 7);
  const { code } = await person.orgwatch("security", "tag-audit", "status");
  expect([status, code, await statesByKind(sandbox)]).toEqual(["SUCCEEDED", 0, before]);
});

it("an inventory reads every account", async () => {
  const { status, manifest } = await takeInventory({ sandbox, host });
  const active = sandbox.organization.accounts.filter(({ state }) => state === "ACTIVE");
  expect([status, manifest.accounts.length]).toEqual(["SUCCEEDED", active.length]);
});

describe("with all that Orgwatch has", () => {
  const running = () => ({ sandbox, host });

  it("deploy changes what stands when the configuration has grown", async () => {
    writeFileSync(config, JSON.stringify(fullConfig(sandbox)));
    const { code, err } = await person.orgwatch("security", "deploy", "apply", ...approved);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    host = await sandbox.runDeployment();
    await host.idle();
  });

  it("has nothing left to change: a second plan is empty", async () => {
    const { code, err, out } = await person.orgwatch("security", "deploy", "plan", ...deploy);
    expect({ code, err, end: out.trimEnd().split("\n\n").at(-1) }).toEqual({
      code: 0,
      err: "",
      end: outcomes("nothing to change"),
    });
  });

  it("runs the lambdas, sweeps and member roles as their manifests say, with the same permissions", async () => {
    expect(await deployedIn(sandbox)).toEqual(askedIn(sandbox));
  });

  alertScenarios(running);
  responseScenarios(running);
  outageScenarios(running);
  caseScenarios(running);
  revertScenarios(running);
  questionScenarios(running);
  // Before the audits, which let weeks pass and terminate instances.
  inventoryScenarios(running);
  tagScenarios(running);
});

it("destroy takes everything away but data, which it first refuses to touch", async () => {
  await host.stop();
  const refused = await person.orgwatch("security", "deploy", "destroy", ...approved);
  const { code, err } = await person.orgwatch("security", "deploy", "destroy", "--keep-data", ...approved);
  expect({
    refused: refused.code,
    why: refused.err.includes("--keep-data"),
    code,
    err,
    left: await left(),
  }).toEqual({
    refused: 1,
    why: true,
    code: 0,
    err: "",
    left: {
      functions: [],
      tables: [
        "orgwatch-security-group-state",
        "orgwatch-tag-violations",
        "security-group-changes",
        "support-cases",
      ],
      buckets: ["orgwatch-inventory-<account>", "orgwatch-state-<account>", "orgwatch-tag-audit-<account>"],
    },
  });
});

/** A line for each stack, as deploy ends. */
function outcomes(outcome: string): string {
  return stacks.map((stack) => `${stack.padEnd(21)}  ${outcome}`).join("\n");
}

function doctorOptions(): readonly string[] {
  return [...written, "--management-profile", "management", ...vendorOptions(sandbox)];
}

/** Which checks found something, each once. */
function openIn(out: string): readonly string[] {
  const found = [...out.matchAll(/^(broken|unknown) +(\S+)/gm)].map(
    ([, state, check]) => `${state} ${check}`,
  );
  return [...new Set(found)].toSorted();
}

/** What of Orgwatch is in the security account's home region. Others have things there, too: the samples of the inventory. */
async function left() {
  const { infrasecAccountId, homeRegion } = sandbox.organization;
  const client = adminOf(sandbox.url, infrasecAccountId, homeRegion);
  const [dynamodb, lambda, s3] = [
    new DynamoDBClient(client),
    new LambdaClient(client),
    new S3Client({ ...client, forcePathStyle: true }),
  ];
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const one of [dynamodb, lambda, s3]) one.destroy();
  return {
    tables: TableNames.filter((name) => !name.startsWith("infrasec-")).toSorted(),
    functions: Functions.flatMap(({ FunctionName = "" }) =>
      FunctionName.startsWith("orgwatch-") ? FunctionName : [],
    ),
    buckets: Buckets.map(({ Name = "" }) => Name.replace(infrasecAccountId, "<account>"))
      .filter((name) => name.startsWith("orgwatch-"))
      .toSorted(),
  };
}
