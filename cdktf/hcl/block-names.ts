// Which keys of an element are blocks in HCL and which are attributes: Terraform's JSON writes both alike, the providers' constructs know.
import { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";

/** The names of blocks, with the blocks inside of them. */
export type BlockNames = ReadonlyMap<string, BlockNames>;

/** Of every resource (`resource.aws_sqs_queue.a`), data source (`data.…`) and provider (`provider.aws`) of a stack, by its address. */
export function blockNamesOf(stack: IConstruct): ReadonlyMap<string, BlockNames> {
  const found = new Map<string, BlockNames>();
  const add = (address: string, annotated: unknown) =>
    found.set(address, merged([found.get(address) ?? new Map(), namesIn(annotated)]));
  for (const node of stack.node.findAll().filter((each) => each instanceof TerraformElement)) {
    const written = entriesOf(node.toHclTerraform());
    for (const [kind, byType] of written)
      for (const [type, value] of entriesOf(byType))
        if (kind === "provider") for (const one of asList(value)) add(`provider.${type}`, one);
        else if (kind === "resource" || kind === "data")
          for (const [id, annotated] of entriesOf(value)) add(`${kind}.${type}.${id}`, annotated);
  }
  return found;
}

/** Values are annotated as `{ value, isBlock }`, those of providers as `{ value, is_block }`. */
function namesIn(annotated: unknown): BlockNames {
  return new Map(
    entriesOf(annotated).flatMap(([key, one]): [string, BlockNames][] => {
      const { value, isBlock, is_block } = Object.fromEntries(entriesOf(one));
      return isBlock === true || is_block === true ? [[key, merged(asList(value).map(namesIn))]] : [];
    }),
  );
}

function merged(all: readonly BlockNames[]): BlockNames {
  const result = new Map<string, BlockNames>();
  for (const names of all)
    for (const [name, inside] of names) result.set(name, merged([result.get(name) ?? new Map(), inside]));
  return result;
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
