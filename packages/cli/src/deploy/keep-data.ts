// What of a stack stays when everything else of it goes: GuardDuty's detectors, and where data are kept protected tables, buckets, and the key that
// makes them readable.
import { z } from "zod";
import type { Stack } from "./stacks";

const attributes = z.record(z.string(), z.unknown());
const blocks = z.record(z.string(), z.record(z.string(), attributes)).default({});
const shape = z.object({ terraform: z.unknown(), provider: z.unknown(), resource: blocks, data: blocks });

type Blocks = z.output<typeof blocks>;
type Resource = { readonly address: string; readonly type: string; readonly is: z.output<typeof attributes> };

/**
 * AWS refuses to delete the detector of an administrator that has members, and the members of an organization cannot be let go one by one. A
 * detector that was there before Orgwatch holds findings that are not Orgwatch's.
 */
const detector = "aws_guardduty_detector";

/** A key as jobs find it: by its alias, in a region. */
export type Alias = { readonly name: unknown; readonly provider: unknown };

/** The keys by which the data of all stacks are encrypted. */
export function aliasesOfData(stacks: readonly Stack[]): readonly Alias[] {
  return stacks.flatMap(({ json }) => {
    const { resource, data } = shape.parse(json);
    if (protectedOnes(resourcesIn(resource)).length === 0) return [];
    return Object.values(data.aws_kms_alias ?? {}).map(({ name, provider }) => ({ name, provider }));
  });
}

/** Detectors alone, or with the data and the keys of these names. */
export type Stays = "detectors" | { readonly aliases: readonly Alias[] };

/**
 * A stack's JSON with nothing but what stays, what belongs to it, and what it refers to; undefined where there is none. Only what `standing`
 * names (addresses in Terraform's state) stays: nothing is made.
 */
export function whatStays(
  { json }: Pick<Stack, "json">,
  standing: readonly string[],
  stays: Stays,
): { readonly kept: readonly string[]; readonly json: unknown } | undefined {
  const { terraform, provider, resource, data } = shape.parse(json);
  const all = resourcesIn(resource).filter(({ address }) => standing.includes(address));
  const first = [
    ...all.filter(({ type }) => type === detector),
    ...(stays === "detectors" ? [] : dataAndKeys(all, stays.aliases)),
  ];
  if (first.length === 0) return undefined;
  const belonging = all.filter(
    ({ type, is }) =>
      type.startsWith("aws_s3_bucket") &&
      first.some((one) => one.type === "aws_s3_bucket" && refersTo(is, one.address)),
  );
  const kept = withReferences([...first, ...belonging], all);
  const read = resourcesIn(data).filter(({ address }) =>
    kept.some(({ is }) => refersTo(is, `data.${address}`)),
  );
  const addresses = all.filter((one) => kept.includes(one)).map(({ address }) => address);
  const looked = pick(
    data,
    read.map(({ address }) => address),
  );
  return {
    kept: addresses,
    json: {
      terraform,
      provider,
      resource: pick(resource, addresses),
      // Terraform takes an empty object for a block without its name.
      ...(Object.keys(looked).length > 0 ? { data: looked } : {}),
    },
  };
}

function dataAndKeys(all: readonly Resource[], aliases: readonly Alias[]): readonly Resource[] {
  const keys = all.filter(({ type, is }) => type === "aws_kms_alias" && aliases.some(isAlias(is)));
  return [...protectedOnes(all), ...keys];
}

function protectedOnes(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(
    ({ type, is }) =>
      (type === "aws_dynamodb_table" && is.deletion_protection_enabled === true) ||
      (type === "aws_s3_bucket" && JSON.stringify(is.lifecycle ?? {}).includes('"prevent_destroy":true')),
  );
}

function isAlias(is: Resource["is"]): (alias: Alias) => boolean {
  return ({ name, provider }) => is.name === name && is.provider === provider;
}

/** Everything that the resources refer to, and what that refers to. */
function withReferences(kept: readonly Resource[], all: readonly Resource[]): readonly Resource[] {
  const more = all.filter((one) => !kept.includes(one) && kept.some(({ is }) => refersTo(is, one.address)));
  return more.length === 0 ? [...new Set(kept)] : withReferences([...kept, ...more], all);
}

/** Ids end in a hash of their own, so that none is the beginning of another. */
function refersTo(is: Resource["is"], address: string): boolean {
  return JSON.stringify(is).includes(address);
}

function resourcesIn(given: Blocks): readonly Resource[] {
  return Object.entries(given).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, is]) => ({ address: `${type}.${id}`, type, is })),
  );
}

function pick(given: Blocks, addresses: readonly string[]): Blocks {
  const types = Object.entries(given).map(
    ([type, byId]) =>
      [
        type,
        Object.fromEntries(Object.entries(byId).filter(([id]) => addresses.includes(`${type}.${id}`))),
      ] as const,
  );
  return Object.fromEntries(types.filter(([, byId]) => Object.keys(byId).length > 0));
}
