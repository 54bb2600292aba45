// What an operation of CloudTrail Lake's API is here: parameters that are checked, and what is done with them.
import * as z from "zod";
import type { Faults } from "../faults";
import type { Place } from "../gateway/moto-client";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import type { EventDataStores } from "./event-data-stores";
import type { EventRecords } from "./event-records";
import { LakeRefused } from "./lake-refused";
import type { Queries } from "./queries";

export type LakeParts = {
  readonly stores: EventDataStores;
  readonly queries: Queries;
  readonly records: EventRecords;
  readonly organizations: OrganizationLookup;
  readonly faults: Pick<Faults, "draw">;
  readonly now: () => Date;
  readonly newId: () => string;
};

type Json = Readonly<Record<string, unknown>>;

/** Takes the parameters and the caller's place; answers the JSON of the answer. Rejects with LakeRefused. */
export type Operation = (parameters: Json, place: Place, parts: LakeParts) => Promise<Json>;

/** An operation of a shape, and of what is done with parameters of this shape. */
export function operation<Input>(
  shape: z.ZodType<Input>,
  run: (input: Input, place: Place, parts: LakeParts) => Json | Promise<Json>,
): Operation {
  return async (parameters, place, parts) => {
    const parsed = shape.safeParse(parameters);
    if (!parsed.success) throw new LakeRefused("InvalidParameterException", z.prettifyError(parsed.error));
    return run(parsed.data, place, parts);
  };
}

/** AWS's times in JSON: seconds since 1970. */
export function seconds(at: Date): number {
  return at.getTime() / 1000;
}

/** One page and how to ask for the next. Throws LakeRefused for a token that no page gave. */
export function pageOf<Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
): { readonly page: readonly Item[]; readonly NextToken: string | undefined } {
  const [, digits] = /^from\/(\d+)$/.exec(Buffer.from(token ?? "", "base64url").toString()) ?? [];
  if (token !== undefined && digits === undefined)
    throw new LakeRefused("InvalidNextTokenException", "The token is not valid.");
  const start = Number(digits ?? 0);
  const next =
    start + size < items.length ? Buffer.from(`from/${start + size}`).toString("base64url") : undefined;
  return { page: items.slice(start, start + size), NextToken: next };
}
