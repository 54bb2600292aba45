// An organization in which all is well, made of what the stacks of the sample configuration hold. Tests break one thing of it at a time.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleConfig, sampleInput } from "@orgwatch/cdktf/testing/sample-config";
import { synthesizeToFolder } from "@orgwatch/cdktf/testing/synthesized";
import type { AccountFacts } from "@orgwatch/core/organization/walk-organization";
import { memoryTrail } from "../../init/testing/memory-organization";
import { partsOf } from "../after/member-template";
import { type Deployment, readDeployment } from "../deployment";
import { healthyRegion } from "./healthy-region";
import { type Held, management, payments, regions, security } from "./held";

/** A folder with the sample configuration as `org.json`, its stacks below `out`, and what they hold. */
export async function deployedSample(): Promise<{
  readonly folder: string;
  readonly deployment: Deployment;
}> {
  const folder = synthesizeToFolder(sampleConfig());
  writeFileSync(join(folder, "org.json"), JSON.stringify(sampleInput));
  return { folder, deployment: await readDeployment(join(folder, "out")) };
}

/** Where all is as the stacks say. */
export function healthy(deployment: Deployment): Held {
  const template = String(
    deployment.find(({ type }) => type === "aws_cloudformation_stack_set")?.attributes.template_body,
  );
  const account = (id: string, name: string, state: AccountFacts["state"] = "ACTIVE") => ({
    id,
    name,
    state,
  });
  const everywhere = () => regions.map((name) => ({ name, enabled: true }));
  const members = [security, payments];
  return {
    signedIn: { chain: security, root: management },
    organization: { id: "o-a1b2c3d4e5", managementAccount: management, partition: "aws", allFeatures: true },
    accounts: [
      account(management, "acme"),
      account(security, "security"),
      account(payments, "payments"),
      account("444444444444", "old shop", "SUSPENDED"),
    ],
    trusted: ["guardduty.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"],
    trails: [{ ...memoryTrail }],
    administrators: new Map(regions.map((region) => [region, security])),
    regionsOf: { [management]: everywhere(), [security]: everywhere() },
    buckets: new Map(
      [management, security].map((id) => [
        `orgwatch-state-${id}`,
        { region: "us-west-2", versioned: true, encrypted: true },
      ]),
    ),
    stackSet: {
      template,
      instances: members.flatMap((accountId) =>
        regions.map((region) => ({ accountId, region, status: "CURRENT", reason: undefined })),
      ),
    },
    stacks: new Map(regions.map((region) => [region, "UPDATE_COMPLETE"])),
    ...healthyMembers(template, members),
    regions: {
      "us-west-2": healthyRegion(deployment, "us-west-2"),
      "us-east-1": healthyRegion(deployment, "us-east-1"),
    },
    slack: { scopes: ["chat:write", "users:read"], error: undefined, absentFrom: [] },
    pagerduty: {
      schedules: ["Infrastructure on call"],
      refuses: false,
      extensionConfig: { access_token: "xoxp-hush", incoming_webhook: { channel: "#security" } },
    },
  };
}

/** What the template makes in each of these accounts. */
function healthyMembers(template: string, members: readonly string[]): Pick<Held, "trust" | "memberRules"> {
  const parts = members.flatMap((id) =>
    regions.map((region) => ({
      id,
      region,
      ...partsOf(template, { accountId: id, region, homeRegion: "us-west-2" }),
    })),
  );
  return {
    trust: new Map(
      parts.flatMap(({ id, roles }) =>
        roles.map(({ name, trust }) => [`${id}/${name}`, JSON.stringify(trust)] as const),
      ),
    ),
    memberRules: new Map(
      parts.flatMap(({ id, region, rules }) =>
        rules.map(({ name, state }) => [`${id}/${region}/${name}`, state] as const),
      ),
    ),
  };
}
