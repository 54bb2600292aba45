// The differences of two runs as text, as one JSON document, and as CSV: written account by account, so that none has to wait for the last.
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { csv } from "../csv";
import { cleanLine } from "../terminal";
import type { AccountDifference, Pair } from "./compare-run";
import { accountNamer, changeWords, counted } from "./inventory-words";
import { jsonText } from "./json-text";
import { differenceAsText, notComparedWords } from "./render-difference";

/** Numbers of all accounts together. */
export type Total = {
  readonly accounts: number;
  readonly appeared: number;
  readonly vanished: number;
  readonly changed: number;
};

export type DifferenceFormat = {
  readonly head: string;
  readonly account: (difference: AccountDifference, index: number) => string;
  readonly end: (total: Total) => string;
};

/** For people. */
export function asText({ before, now }: Pair<RunManifest>, colours: boolean): DifferenceFormat {
  const nameOf = accountNamer(before, now);
  return {
    head: `From the run ${cleanLine(before.run, 40)} to the run ${cleanLine(now.run, 40)}:\n`,
    account: (difference) => differenceAsText(difference, nameOf(difference.account), colours),
    end: (total) => `\n${changeWords(total)} in ${counted(total.accounts, "account")}.\n`,
  };
}

/** `{before, now, accounts: […], total}`: one document, an account a line. */
export function asJson({ before, now }: Pair<RunManifest>): DifferenceFormat {
  return {
    head: `{"before":${JSON.stringify(before.run)},"now":${JSON.stringify(now.run)},"accounts":[\n`,
    account: (difference, index) => `${index === 0 ? "" : ","}${jsonText(difference)}`,
    end: (total) => `],"total":${JSON.stringify(total)}}\n`,
  };
}

/** A row for each resource, and one for each account of which something was not compared. */
export const asCsv: DifferenceFormat = {
  head: csv([["change", "account", "region", "kind", "id", "name", "fields"]]),
  account: ({ account, appeared, vanished, changed, notCompared, failed }) => {
    const rows = [
      ...appeared.map((one) => ({ change: "appeared", ...one, fields: "" })),
      ...vanished.map((one) => ({ change: "vanished", ...one, fields: "" })),
      ...changed.map(({ fields, ...one }) => {
        const names = fields.map(({ field }) => field).join("; ");
        return { change: "changed", ...one, fields: names };
      }),
    ].map(({ change, region, kind, id, name = "", fields }) => [
      change,
      account,
      region,
      kind,
      id,
      name,
      fields,
    ]);
    const missing = failed ?? (notCompared.length === 0 ? undefined : notComparedWords(notCompared));
    if (missing !== undefined) rows.push(["not compared", account, "", "", "", "", missing]);
    return csv(rows.map((row) => row.map((cell) => cleanLine(cell, 2000))));
  },
  end: () => "",
};
