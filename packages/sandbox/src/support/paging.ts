// Pages of AWS Support's lists, newest first. A token names the last one shown, so that what is new meanwhile moves no page.
import { SupportRefused } from "./support-refused";

/** Undefined on the last page. */
export type Page<Item> = { readonly page: readonly Item[]; readonly nextToken: string | undefined };

/** The page behind a token, or the first. Throws SupportRefused when the token is none of these. */
export function pageOf<Item extends { readonly sequence: number }>(
  newestFirst: readonly Item[],
  size: number,
  token: string | undefined,
): Page<Item> {
  const shown = token === undefined ? Number.POSITIVE_INFINITY : sequenceOf(token);
  const left = newestFirst.filter(({ sequence }) => sequence < shown);
  const page = left.slice(0, size);
  const last = page.at(-1);
  const nextToken = last !== undefined && left.length > page.length ? tokenOf(last.sequence) : undefined;
  return { page, nextToken };
}

function tokenOf(sequence: number): string {
  return Buffer.from(`sequence/${sequence}`).toString("base64url");
}

function sequenceOf(token: string): number {
  const [, digits] = /^sequence\/(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (digits === undefined) throw new SupportRefused("ValidationException", `Invalid nextToken: ${token}`);
  return Number(digits);
}
