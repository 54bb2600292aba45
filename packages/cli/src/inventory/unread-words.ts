// What a search did not see, because the run could not read it: an answer without it would look complete.
import { allAccounts, isHiding } from "@orgwatch/core/inventory/gaps";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { accountNamer, someOf } from "./inventory-words";

type Asked = {
  readonly accounts: ReadonlySet<string> | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
};

/** One line, or nothing where all that was asked for could be read. Regions that an account has not opted into are no failure. */
export function unreadWords(manifest: RunManifest, asked: Asked): string {
  const nameOf = accountNamer(manifest);
  const regionsOf = new Map(manifest.accounts.map(({ account, regions }) => [account, regions]));
  const places = manifest.failures
    .filter((failure) => isHiding(failure, regionsOf.get(failure.account)) && mayHide(failure, asked))
    .map(({ account, region, kind, isDetail }) =>
      [nameOf(account), region === "*" ? "" : region, isDetail ? `details of some ${kind}` : (kind ?? "")]
        .filter((word) => word !== "")
        .join(" "),
    );
  if (places.length === 0) return "";
  const unique = [...new Set(places)];
  return `Not looked at, because the run could not read it: ${someOf(unique, 3)} (orgwatch inventory status ${manifest.run}).\n`;
}

function mayHide(
  { account, region, kind }: RunManifest["failures"][number],
  { accounts, kind: kinds, region: regions }: Asked,
): boolean {
  const isKind =
    kind === undefined ||
    kinds === undefined ||
    kinds.some((one) => [kind.toLowerCase(), kind.toLowerCase().split("/")[0]].includes(one.toLowerCase()));
  return (
    (account === allAccounts || accounts?.has(account) !== false) &&
    isKind &&
    (region === "*" || regions === undefined || regions.includes(region))
  );
}
