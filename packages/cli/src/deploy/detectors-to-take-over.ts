// GuardDuty detectors that nobody named in the configuration: delegating GuardDuty makes them, and a second one is refused.
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import { z } from "zod";
import type { CallerAccount } from "../init/caller-account";
import { findDetectors } from "../init/detectors";

const state = z.object({
  resources: z
    .array(
      z.object({
        type: z.string(),
        instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()) })).default([]),
      }),
    )
    .default([]),
});

/** The ids of the detectors that a state (`terraform state pull`) has. A state that was never written is an empty text. */
export function detectorsInState(pulled: string): readonly string[] {
  if (pulled.trim() === "") return [];
  return state
    .parse(JSON.parse(pulled))
    .resources.filter(({ type }) => type === "aws_guardduty_detector")
    .flatMap(({ instances }) => instances.map(({ attributes }) => String(attributes.id)));
}

/**
 * By region, the detectors of the security account that neither the configuration nor the state knows. `pullState` is asked only where there are
 * any. Undefined when the right to look (guardduty:ListDetectors) is missing.
 */
export async function detectorsToTakeOver(
  { regions, guardDuty }: Pick<OrgConfig, "regions" | "guardDuty">,
  account: Pick<CallerAccount, "detectorIn">,
  pullState: () => Promise<string>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const found = await findDetectors(regions, account);
  if (found === undefined) return undefined;
  const unnamed = Object.entries(found).filter(
    ([region]) => guardDuty.existingDetectors[region] === undefined,
  );
  if (unnamed.length === 0) return {};
  const own = detectorsInState(await pullState());
  return Object.fromEntries(unnamed.filter(([, id]) => !own.includes(id)));
}

/** The configuration with the detectors named. */
export function withDetectors(config: OrgConfig, detectors: Readonly<Record<string, string>>): OrgConfig {
  const existingDetectors = { ...config.guardDuty.existingDetectors, ...detectors };
  return { ...config, guardDuty: { ...config.guardDuty, existingDetectors } };
}

/** What happens to them, and how the file would say it. */
export function takingOverAsText(detectors: Readonly<Record<string, string>>): string {
  const found = Object.entries(detectors).map(([region, id]) => `  ${region}  ${id}\n`);
  return `GuardDuty is on already in the security account. Terraform takes these detectors over instead of making others:
${found.join("")}By hand they would be named in the configuration: guardDuty: { existingDetectors: ${JSON.stringify(detectors)} }\n`;
}
