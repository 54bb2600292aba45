// What Terraform makes of the configuration, read from the JSON that `pnpm synth` wrote: whatever a stack holds is expected to be there, also of
// jobs that doctor has never heard of.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { UsageProblem } from "../words-of-error";

/** A resource with its stack, account and region. In its attributes stand names where Terraform has ARNs, ids and names of others. */
export type Deployed = {
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
};
export type Deployment = readonly Deployed[];

const attributes = z.record(z.string(), z.unknown());
const stackShape = z.object({
  provider: z.object({
    aws: z
      .array(
        z.object({
          alias: z.string().optional(),
          region: z.string(),
          allowed_account_ids: z.tuple([z.string()]),
        }),
      )
      .min(1),
  }),
  resource: z.record(z.string(), z.record(z.string(), attributes)).default({}),
});
type Stack = z.infer<typeof stackShape>;

const manifest = z.object({ stacks: z.record(z.string(), z.unknown()) });

/**
 * All resources of the stacks below `<folder>/stacks` that the last synthesis wrote; of earlier ones, stacks of jobs may lie there that were
 * taken out of the configuration.
 * @throws UsageProblem when nothing was synthesized there, or something else than stacks of Orgwatch.
 */
export async function readDeployment(folder: string): Promise<Deployment> {
  const stacks = join(folder, "stacks");
  const names = await writtenStacks(folder);
  if (names.length === 0)
    throw new UsageProblem(
      `there are no stacks in ${stacks}: run pnpm synth (or orgwatch deploy plan), name another folder with --out, or look with --before`,
    );
  const read = await Promise.all(names.toSorted().map((name) => readStack(name, join(stacks, name))));
  return read.flat();
}

/** `manifest.json` is written anew by each synthesis. */
async function writtenStacks(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => undefined);
  if (text === undefined) return readdir(join(folder, "stacks")).catch(() => []);
  return Object.keys(manifest.parse(JSON.parse(text)).stacks);
}

async function readStack(stack: string, folder: string): Promise<Deployment> {
  const file = join(folder, "cdk.tf.json");
  const parsed = stackShape.safeParse(JSON.parse(await textOf(file)));
  if (!parsed.success) throw new UsageProblem(`${file} is no stack of Orgwatch`, { cause: parsed.error });
  const all = Object.entries(parsed.data.resource).flatMap(([type, byId]) =>
    Object.values(byId).map((given) => ({ type, given })),
  );
  return Promise.all(
    all.map(async ({ type, given }) => {
      const place = placeOf(parsed.data, given.provider);
      return { stack, ...place, type, attributes: await plain(given, parsed.data, folder) };
    }),
  );
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new UsageProblem(
      `${dirname(file)} holds no ${basename(file)}: doctor reads what pnpm synth writes without --hcl`,
      { cause: error },
    );
  }
}

/** A stack's first provider is the one of resources that name none. */
function placeOf({ provider: { aws } }: Stack, named: unknown) {
  const found = aws.find(({ alias }) => named === `aws.${alias}`) ?? aws[0];
  return { accountId: found?.allowed_account_ids[0] ?? "", region: found?.region ?? "" };
}

async function plain(
  given: Readonly<Record<string, unknown>>,
  stack: Stack,
  folder: string,
): Promise<Readonly<Record<string, unknown>>> {
  const entries = Object.entries(given).filter(([key]) => key !== "//");
  const read = entries.map(async ([key, value]) => [key, await plainValue(value, stack, folder)] as const);
  return Object.fromEntries(await Promise.all(read));
}

const fileHash = /^\$\{filebase64sha256\("([^"]+)"\)\}$/;

async function plainValue(value: unknown, stack: Stack, folder: string): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((one) => plainValue(one, stack, folder)));
  if (typeof value !== "string") return value;
  const [, file] = fileHash.exec(value) ?? [];
  if (file !== undefined)
    return createHash("sha256")
      .update(await readFile(join(folder, file)))
      .digest("base64");
  return value.replace(
    /\$\{(\w+)\.([\w-]+)\.(?:arn|id|name)\}/g,
    (whole, type: string, id: string) => nameOf(stack.resource[type]?.[id]) ?? whole,
  );
}

function nameOf(resource: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const name = resource?.name ?? resource?.function_name;
  return typeof name === "string" ? name : undefined;
}

/** The resources of a type in a region (in all without it) with those of their attributes that `shape` names. */
export function ofType<Shape extends z.ZodType>(
  deployment: Deployment,
  type: string,
  shape: Shape,
  region?: string,
): readonly (Omit<Deployed, "attributes"> & { readonly is: z.output<Shape> })[] {
  return deployment
    .filter((one) => one.type === type && (region === undefined || one.region === region))
    .map(({ attributes: given, ...rest }) => ({ ...rest, is: shape.parse(given) }));
}

/** The end of an ARN, or the name itself. */
export function endOf(arnOrName: string): string {
  return arnOrName.split(":").at(-1) ?? arnOrName;
}
