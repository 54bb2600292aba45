// One kind in one account and region: every page, every resource with its details, as lines of the inventory.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Resource } from "@orgwatch/core/inventory/resource";
import { shortHash } from "@orgwatch/core/inventory/resource-print";
import { globalRegion } from "@orgwatch/core/inventory/run-keys";
import type { Partition } from "@orgwatch/core/partition";
import type { Kind } from "../../kinds/kind";
import { homeOfGlobal } from "./home-of-global";
import { nameOf } from "./judge-error";
import { fieldsOf, replacedAt, textAt, valuesAt } from "./paths";
import { plainJson } from "./plain-json";
import { type DetailTrouble, readDetails } from "./read-details";
import type { Reader } from "./reader";
import { tagsAt } from "./tags-of";
import { filledInput, type TemplateFacts, textOf } from "./templates";
import { isPolicyRefusal } from "./why-failed";

/** A line without its run. */
export type Found = Omit<Resource, "run">;

/** `region` is `global` for kinds without one. */
export type KindPlace = {
  readonly account: string;
  readonly region: string;
  readonly partition: Partition;
};

/** AWS answered with something that the table's path to its id does not fit. */
export class NoId extends Error {
  override readonly name = "NoId";
}

/** How many resources of a kind are asked for their details at a time. */
export const detailsAtATime = 5;
const leftOut = "(left out)";

/**
 * The resources of a kind as the pages come; a resource that two pages name is there once. Details that AWS refuses are told to `onTrouble`.
 * @throws the SDK's errors after all tries, but those that the kind calls `none`.
 */
export async function* readKind(
  reader: Reader,
  kind: Kind,
  place: KindPlace,
  onTrouble: (trouble: DetailTrouble) => void,
): AsyncGenerator<Found, void> {
  const endpoint = endpointOf(kind, place);
  const { service, operation, perSecond } = kind;
  const input = fieldsOf(filledInput(kind.input ?? {}, {}, factsOf(place, endpoint)));
  const pace = perSecond === undefined ? {} : { perSecond };
  const seen = new Set<string>();
  try {
    for await (const page of reader.pages({ service, region: endpoint, operation, input, ...pace })) {
      const items = listAt(page, kind.list).flatMap((item) => {
        const id = idOf(kind, item, factsOf(place, endpoint));
        if (id === undefined) onTrouble({ operation, id: "?", error: new NoId(`It has no ${kind.id}`) });
        if (id === undefined || seen.has(id)) return [];
        seen.add(id);
        return [{ id, item }];
      });
      yield* await inParallel(items, detailsAtATime, ({ id, item }) =>
        resourceOf(reader, kind, item, { ...place, endpoint, id }, onTrouble),
      );
    }
  } catch (error) {
    if (!kind.none?.includes(nameOf(error)) || isPolicyRefusal(error)) throw error;
  }
}

/** The region whose endpoint answers for the kind. */
function endpointOf({ region }: Kind, place: KindPlace): string {
  if (place.region !== globalRegion) return place.region;
  return region ?? homeOfGlobal(place.partition);
}

/** A hash of 72 bits: nobody guesses an address with a key in it from that. */
function idOf({ id, apart }: Kind, item: unknown, facts: TemplateFacts): string | undefined {
  const known = textOf(id, item, facts);
  const secret = apart === undefined ? undefined : textAt(item, apart);
  return known === undefined || secret === undefined ? known : `${known} ${shortHash(secret)}`;
}

/** What stands at `list`: a list, or a single one. */
function listAt(page: unknown, path: string): readonly unknown[] {
  return valuesAt(page, path).flat();
}

/** `<region>` of a global kind is nowhere in ARNs, and in inputs the endpoint's. */
function factsOf({ partition, account }: KindPlace, endpoint: string): TemplateFacts {
  return { partition, account, region: endpoint };
}

async function resourceOf(
  reader: Reader,
  kind: Kind,
  item: unknown,
  { endpoint, id, ...place }: KindPlace & { readonly endpoint: string; readonly id: string },
  onTrouble: (trouble: DetailTrouble) => void,
): Promise<Found> {
  const facts = { ...factsOf(place, endpoint), id };
  const details = await readDetails(reader, kind, item, { ...facts, endpoint }, onTrouble);
  const whole = withDetails(item, id, details.fields);
  const arn = kind.arn === undefined ? undefined : textOf(kind.arn, whole, facts);
  const name = kind.name === undefined ? undefined : textOf(kind.name, whole, facts);
  const raw = (kind.hide ?? []).reduce((value, path) => replacedAt(value, path, leftOut), plainJson(whole));
  return {
    account: place.account,
    region: place.region,
    service: serviceIn(kind.kind),
    kind: kind.kind,
    id,
    ...(arn?.startsWith("arn:") ? { arn } : {}),
    ...(name === undefined ? {} : { name }),
    tags: { ...(kind.tags === undefined ? {} : tagsAt(whole, kind.tags)), ...details.tags },
    raw,
  };
}

/** `ec2` of `ec2/instance`, and `appsync` of Cloud Control's `AWS::AppSync::GraphQLApi`. */
function serviceIn(kind: string): string {
  const [, type] = /^\w+::(\w+)::/.exec(kind) ?? [];
  return type?.toLowerCase() ?? kind.split("/")[0] ?? kind;
}

/** A resource that is only a text (a queue's address) becomes an object where there are details of it. */
function withDetails(item: unknown, id: string, fields: Readonly<Record<string, unknown>>): unknown {
  if (Object.keys(fields).length === 0) return item;
  return typeof item === "object" && item !== null ? { ...fieldsOf(item), ...fields } : { id, ...fields };
}
