// Completes moto's answers about StackSets with what it left out, as AWS would give it.
import { xmlText } from "../gateway/error-answer";
import type { Answer } from "../gateway/moto-client";
import { textOf } from "../gateway/read-json";
import { instanceSummaries } from "../gateway/read-xml";
import { readInstance } from "./moto-stack-sets";
import type { StackSet } from "./stack-set-memory";

/** DescribeStackSet: deployment settings, capabilities and units as they were given. */
export function describedStackSet(answer: Answer, stackSet: StackSet): Answer {
  const { autoDeployment, capabilities, isManagedExecution, targets } = stackSet;
  const units = [...new Set(targets.map(({ unitId }) => unitId))];
  const added = [
    `<ManagedExecution><Active>${isManagedExecution}</Active></ManagedExecution>`,
    autoDeployment ? autoDeploymentXml(autoDeployment) : "",
    list("Capabilities", capabilities),
    stackSet.isServiceManaged ? list("OrganizationalUnitIds", units) : "",
  ].join("");
  const xml = answer.body
    .toString()
    .replace(/<ManagedExecution>.*?<\/ManagedExecution>/s, "")
    .replace("</StackSet>", () => `${added}</StackSet>`);
  return { ...answer, body: Buffer.from(xml) };
}

/** ListStackInstances: those of the account and region that were asked for, each with the unit that brought it, by account. */
export function listedInstances(
  answer: Answer,
  asked: Readonly<Record<string, unknown>>,
  unitOf: ReadonlyMap<string, string>,
): Answer {
  const account = textOf(asked.StackInstanceAccount);
  const region = textOf(asked.StackInstanceRegion);
  const xml = answer.body.toString();
  const summaries = instanceSummaries(xml).flatMap((summary) => {
    const instance = readInstance(summary);
    if ((account ?? instance.accountId) !== instance.accountId) return [];
    if ((region ?? instance.region) !== instance.region) return [];
    const unit = unitOf.get(instance.accountId);
    const id = unit ? `<OrganizationalUnitId>${unit}</OrganizationalUnitId>` : "";
    return [summary.replace(/<\/member>$/, () => `${id}</member>`)];
  });
  const list = `<Summaries>${summaries.join("")}</Summaries>`;
  return { ...answer, body: Buffer.from(xml.replace(/<Summaries>.*<\/Summaries>/s, () => list)) };
}

function autoDeploymentXml({ enabled, retain }: NonNullable<StackSet["autoDeployment"]>): string {
  // AWS gives the second only when the first is on.
  const onRemoval = `<RetainStacksOnAccountRemoval>${retain}</RetainStacksOnAccountRemoval>`;
  return `<AutoDeployment><Enabled>${enabled}</Enabled>${enabled ? onRemoval : ""}</AutoDeployment>`;
}

function list(name: string, values: readonly string[]): string {
  return `<${name}>${values.map((value) => `<member>${xmlText(value)}</member>`).join("")}</${name}>`;
}
