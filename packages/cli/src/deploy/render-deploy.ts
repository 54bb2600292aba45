// What deploy says to the person.
import { relative } from "node:path";
import type { Endangered } from "./endangered-data";
import type { Stack } from "./stacks";
import { quoted } from "./terraform-command";

/** Why a plan is not carried out, and what may be done about each table, bucket and detector. */
export function refusalAsText(
  endangered: readonly Endangered[],
  {
    stack,
    what,
    profile,
  }: { readonly stack: Stack; readonly what: string; readonly profile: string | undefined },
  cwd: string,
): string {
  const names = endangered.map(({ kind, name }) => `${kind} ${name}`).join(", ");
  const signedIn = profile === undefined ? "" : `AWS_PROFILE=${quoted(profile)} `;
  const forget = ({ address }: Endangered) =>
    `  $ ${signedIn}terraform -chdir=${quoted(relative(cwd, stack.folder))} state rm ${quoted(address)}`;
  const detectors = endangered.filter(({ kind }) => kind === "detector");
  const drop = endangered.flatMap((one) => {
    if (one.kind === "detector") return [];
    return one.kind === "table"
      ? `  $ ${signedIn}aws dynamodb update-table --region ${stack.bucket.region} --table-name ${one.name} --no-deletion-protection-enabled`
      : `${forget(one)}   # and empty and delete the bucket in S3`;
  });
  const keep =
    what === "destroy"
      ? "To keep them and destroy the rest, add --keep-data."
      : "Take back the change of the configuration that asks for it, or add a new one beside it.";
  const ways = [
    ...(drop.length === 0 ? [] : ["To lose them for good, first:", ...drop]),
    ...(detectors.length === 0
      ? []
      : ["To have Terraform forget what goes on in AWS, first:", ...detectors.map(forget)]),
  ];
  return `the plan would delete data that nobody can make again: ${names}. Nothing was changed.
${keep} ${ways.join("\n")}`;
}

/** One line for each stack. */
export function outcomesAsText(outcomes: readonly (readonly [stack: string, outcome: string])[]): string {
  const width = Math.max(...outcomes.map(([stack]) => stack.length));
  return outcomes.map(([stack, outcome]) => `${stack.padEnd(width)}  ${outcome}\n`).join("");
}

/** The line above what is done with a stack. */
export function headingOf({ name, accountId }: Pick<Stack, "name" | "accountId">): string {
  return `\n== ${name} (account ${accountId})\n`;
}
