// How an account differs between two runs, from its two files. The memory holds two short hashes of each resource, and what differs.
import { type FieldChange, fieldChanges } from "@orgwatch/core/inventory/difference";
import { parseResource } from "@orgwatch/core/inventory/join-parts";
import type { Comparable, Place } from "@orgwatch/core/inventory/read-in-both";
import { type Resource, resourceKey } from "@orgwatch/core/inventory/resource";
import { printOf, shortHash } from "@orgwatch/core/inventory/resource-print";

export type Named = Pick<Resource, "region" | "kind" | "id" | "name">;

/** In the order of the files: what appeared as in the later one, the rest as in the earlier one. */
export type Differences = {
  readonly appeared: readonly Named[];
  readonly vanished: readonly Named[];
  readonly changed: readonly (Named & { readonly fields: readonly FieldChange[] })[];
};

/** The lines of a run's file of the account, from their beginning each time. */
type File = () => AsyncIterable<string>;

/** Whole resources that are kept at a time, to name what changed in them; more are read again. */
const keptAtATime = 5000;

/**
 * Compares what `isCompared` says both runs could read. Both files are read once or twice, and again for every `kept` resources that changed. Rejects with
 * what the files reject with.
 */
export async function compareAccount(
  before: File,
  now: File,
  isCompared: (place: Place) => Comparable,
  kept = keptAtATime,
): Promise<Differences> {
  const resources = (file: File) => comparedIn(file(), isCompared);
  const left = new Map<string, string>();
  for await (const resource of resources(before)) left.set(keyOf(resource), printOf(resource));
  const appeared: Named[] = [];
  const differing: string[] = [];
  for await (const resource of resources(now)) {
    const key = keyOf(resource);
    const print = left.get(key);
    if (print === undefined) appeared.push(nameOf(resource));
    else if (isCompared(resource) === true && print !== printOf(resource)) differing.push(key);
    left.delete(key);
  }
  const vanished: Named[] = [];
  if (left.size > 0)
    for await (const resource of resources(before))
      if (left.has(keyOf(resource))) vanished.push(nameOf(resource));
  const changed: (Named & { fields: readonly FieldChange[] })[] = [];
  while (differing.length > 0) {
    const later = await pick(resources(now), new Set(differing.splice(0, kept)));
    for await (const resource of resources(before)) {
      const other = later.get(keyOf(resource));
      if (other) changed.push({ ...nameOf(other), fields: fieldChanges(resource, other) });
    }
  }
  return { appeared, vanished, changed };
}

async function* comparedIn(
  lines: AsyncIterable<string>,
  isCompared: (place: Place) => Comparable,
): AsyncGenerator<Resource, void> {
  for await (const line of lines) {
    const resource = parseResource(line);
    if (isCompared(resource)) yield resource;
  }
}

async function pick(
  resources: AsyncIterable<Resource>,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Resource>> {
  const found = new Map<string, Resource>();
  for await (const resource of resources) {
    const key = keyOf(resource);
    if (keys.has(key)) found.set(key, resource);
  }
  return found;
}

function keyOf(resource: Resource): string {
  return shortHash(resourceKey(resource));
}

function nameOf({ region, kind, id, name }: Resource): Named {
  return { region, kind, id, ...(name === undefined ? {} : { name }) };
}
