// Which kinds a run reads: those of the table that nobody left out, and what the configuration adds.
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import { type Partition, partitionOfRegion } from "@orgwatch/core/partition";
import type { Kind } from "../../kinds/kind";
import { kindOfType } from "../read/read-cloud-control";

/**
 * The kinds of a run, from its scope. A kind that only one region answers for is none of another partition: credentials are not known there, and it
 * would look denied in every account.
 */
export function kindsOfRun(
  table: readonly Kind[],
  { leaveOut, cloudControl }: Pick<Scope, "leaveOut" | "cloudControl">,
  partition: Partition,
): readonly Kind[] {
  const left = new Set(leaveOut);
  const isHere = (region: string | undefined) =>
    region === undefined || partitionOfRegion(region) === partition;
  return [
    ...table.filter(({ kind, region }) => !left.has(kind) && isHere(region)),
    ...cloudControl.map(kindOfType),
  ];
}
