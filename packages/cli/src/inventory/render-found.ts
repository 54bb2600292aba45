// One resource that was found, as a line of a table, of JSON or of CSV. Lines are written as they come: widths are known before.
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { columns } from "../columns";
import { csv } from "../csv";
import { cleanLine, painter } from "../terminal";
import { accountNamer } from "./inventory-words";
import { jsonText } from "./json-text";
import type { Found } from "./search-run";

/** How one format writes: what stands before the first resource, and each of them. */
export type FoundFormat = { readonly head: string; readonly line: (found: Found) => string };

const head = ["account", "region", "kind", "id", "name"];

/** Aligned by what the run says it looked at; ids are as long as they are. */
export function foundAsText(
  manifest: Pick<RunManifest, "accounts" | "counts">,
  colours: boolean,
): FoundFormat {
  const paint = painter(colours);
  const nameOf = accountNamer(manifest);
  const widest = (words: readonly string[]) =>
    words.reduce((one, other) => (other.length > one.length ? other : one), "");
  // As wide as anything in the run, which no line is written for.
  const wide = [
    widest(["account", ...manifest.accounts.map(({ account }) => nameOf(account))]),
    widest(["region", ...manifest.accounts.flatMap(({ regions }) => Object.keys(regions))]),
    widest(["kind", ...Object.keys(manifest.counts)]),
    "i-0123456789abcdef0",
    "",
  ];
  const lineOf = (cells: readonly string[]) => `${columns([wide, cells])[1]?.trimEnd()}\n`;
  return {
    head: paint("bold", lineOf(head)),
    line: ({ match, resource: { account, region, kind, id, name } }) => {
      const line = lineOf([
        nameOf(account),
        cleanLine(region, 20),
        cleanLine(kind, 80),
        cleanLine(id, 200),
        cleanLine(name ?? "", 80),
      ]);
      return match === "exact" ? line : paint("dim", line);
    },
  };
}

/** NDJSON: each line the resource as the file has it, and `match`: whether it is itself what was looked for, or only mentions it. */
export const foundAsJson: FoundFormat = {
  head: "",
  line: ({ match, resource }) => jsonText({ match, ...resource }),
};

/** The columns that a person sorts and filters by. */
export const foundAsCsv: FoundFormat = {
  head: csv([["match", "account", "region", "kind", "id", "name", "arn", "tags"]]),
  line: ({ match, resource: { account, region, kind, id, name, arn, tags } }) => {
    const words = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
    const cells = [match, account, region, kind, id, name ?? "", arn ?? "", words.join("; ")];
    return csv([cells.map((cell) => cleanLine(cell, 2000))]);
  },
};
