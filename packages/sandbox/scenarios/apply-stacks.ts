// Deploys Orgwatch to a sandbox the way a user does: bootstrap, then the AWS stacks, by plain Terraform on the synthesized JSON. The stack
// `pagerduty` is not applied: it talks to PagerDuty's own API through a provider of its own; the sandbox puts its parameters into SSM.
import { spawn } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformVariables } from "../../../scripts/terraform-mirror";
import { mailSender, sandboxTagPolicy, searchDomainName } from "../src/instances/sandbox-tag-policy";
import type { Sandbox } from "../src/sandbox";
import { sandboxRouting, sandboxSecurityGroups, sandboxSlackApp, trailBucket } from "../src/sandbox-teams";
import { searchDomainArn } from "../src/search-domain/domain-path";

const root = join(import.meta.dirname, "../../..");

/** A stack's folder, and how to run Terraform there as its account's administrator. */
export type Applied = { readonly stack: string; readonly terraform: (...args: string[]) => Promise<Ran> };
export type Ran = { readonly status: number; readonly output: string };

/** The configuration of a user whose organization this is. */
export function orgConfigOf(sandbox: Sandbox): unknown {
  const { organization, eventDataStore } = sandbox;
  const { id, rootId, managementAccountId, infrasecAccountId, homeRegion, regions } = organization;
  const { teams, defaultTeam } = sandboxRouting(organization);
  return {
    organization: { id, rootId },
    accounts: { management: managementAccountId, infrasec: infrasecAccountId },
    homeRegion,
    regions,
    teams,
    defaultTeam,
    contacts: { failoverEmails: ["security@acme.example"] },
    slack: sandboxSlackApp,
    pagerduty: {
      onCall: Object.fromEntries(teams.map(({ name }) => [name, { schedule: `${name} on call` }])),
    },
    supportCases: { trailBucket: { name: trailBucket, accountId: infrasecAccountId, region: homeRegion } },
    securityGroups: { ...sandboxSecurityGroups, lake: { eventDataStores: [eventDataStore] } },
    tagAudit: tagAuditSection(sandbox),
    inventory: {},
    stateBucket: {},
  };
}

/** The sandbox's policy as a user would write it. A domain of OpenSearch answers by https only: the lambda is told where the sandbox's is. */
function tagAuditSection({ organization, url }: Sandbox): unknown {
  const policy = sandboxTagPolicy(organization, url);
  const { openSearch: _, identityStore, digest, ...section } = policy;
  const place = { accountId: organization.infrasecAccountId, region: organization.homeRegion };
  return {
    ...section,
    digest: digest && { ...digest, from: mailSender.address },
    openSearch: {
      domainArn: searchDomainArn(place, searchDomainName),
      endpoint: `https://search-${searchDomainName}.${organization.homeRegion}.es.amazonaws.com`,
    },
    identityCenter: identityStore && { identityStoreId: identityStore.id, region: identityStore.region },
  };
}

/**
 * Bootstraps both accounts and applies `org-root`, `infrasec-admin-global` and the jobs' stacks, in this order.
 * @throws Error with Terraform's words when something cannot be applied.
 */
export async function applyStacks(sandbox: Sandbox, folder: string): Promise<readonly Applied[]> {
  const config = join(folder, "org.config.json");
  writeFileSync(config, JSON.stringify(orgConfigOf(sandbox)));
  await must(
    run(
      join(root, "node_modules/.bin/tsx"),
      ["cdktf/main.ts", "--config", config, "--out", folder],
      root,
      {},
    ),
  );
  const { managementAccountId, infrasecAccountId } = sandbox.organization;
  const places = [
    { stack: "org-root", accountId: managementAccountId },
    { stack: "infrasec-admin-global", accountId: infrasecAccountId },
    { stack: "support-cases", accountId: infrasecAccountId },
    { stack: "sg-chatops", accountId: infrasecAccountId },
    { stack: "tag-audit", accountId: infrasecAccountId },
    { stack: "inventory", accountId: infrasecAccountId },
  ];
  const cli = terraformVariables(folder);
  const environment = (accountId: string) => ({ ...cli, ...administrator(sandbox, accountId) });
  await Promise.all(
    [managementAccountId, infrasecAccountId].map((accountId) =>
      bootstrap(join(folder, `bootstrap-${accountId}`), environment(accountId)),
    ),
  );
  const applied: Applied[] = [];
  for (const { stack, accountId } of places) {
    const env = environment(accountId);
    const cwd = join(folder, "stacks", stack);
    const terraform = (...args: string[]) => run("terraform", args, cwd, env);
    await must(terraform("init", "-input=false", "-no-color", "-backend-config=use_path_style=true"));
    await must(terraform("apply", "-auto-approve", "-input=false", "-no-color"));
    applied.push({ stack, terraform });
  }
  return applied;
}

async function bootstrap(folder: string, env: Record<string, string>): Promise<void> {
  cpSync(join(root, "terraform/bootstrap"), folder, { recursive: true });
  await must(run("terraform", ["init", "-input=false", "-no-color"], folder, env));
  await must(run("terraform", ["apply", "-auto-approve", "-input=false", "-no-color"], folder, env));
}

/** What a person's terminal would have: an account's credentials and the sandbox's address. */
function administrator({ url, organization }: Sandbox, accountId: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: organization.homeRegion,
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

async function must(running: Promise<Ran>): Promise<void> {
  const { status, output } = await running;
  if (status !== 0) throw new Error(output);
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.stderr.on("data", (part: Buffer) => parts.push(part));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? 1, output: Buffer.concat(parts).toString() }));
  });
}
