// The view of who is there: organizational units, their accounts with ids and states, and the watched regions.
import type { PageAccount, PageOrganization } from "../page-state";
import { element } from "./element";

/** Draws the organization into `root`, in place of what was there. */
export function drawOrganization(root: HTMLElement, organization: PageOrganization): void {
  root.replaceChildren(
    element("h2", {}, "Organization ", element("code", {}, organization.id)),
    element(
      "p",
      { class: "regions" },
      "Watched regions: ",
      ...organization.regions.map((region) =>
        element("span", { class: "badge" }, region === organization.homeRegion ? `${region} (home)` : region),
      ),
    ),
    ...[...byUnit(organization.accounts)].map(([unit, accounts]) =>
      element(
        "section",
        { class: "unit" },
        element("h3", {}, unit, element("span", { class: "count" }, countOf(accounts.length))),
        element(
          "ul",
          { class: "accounts" },
          ...accounts.map((account) => accountItem(account, organization)),
        ),
      ),
    ),
  );
}

/** Accounts by the path of their OU; those that hang on the root come first. */
function byUnit(accounts: readonly PageAccount[]): Map<string, PageAccount[]> {
  const units = new Map<string, PageAccount[]>();
  const pathOf = ({ organizationalUnits }: PageAccount) =>
    organizationalUnits.map(({ name }) => name).join(" / ") || "Root";
  for (const account of accounts.toSorted((one, other) => pathOf(one).localeCompare(pathOf(other)))) {
    const path = pathOf(account);
    units.set(path, [...(units.get(path) ?? []), account]);
  }
  const root = units.get("Root");
  if (!root) return units;
  units.delete("Root");
  return new Map([["Root", root], ...units]);
}

function accountItem(account: PageAccount, organization: PageOrganization): HTMLLIElement {
  const duties = [
    account.id === organization.managementAccountId ? "management" : undefined,
    account.id === organization.infrasecAccountId ? "infrasec: delegated administrator" : undefined,
  ];
  return element(
    "li",
    { class: "account" },
    element("strong", {}, account.name),
    element("code", {}, account.id),
    element("span", { class: "mail" }, account.email),
    element(
      "span",
      { class: "account-badges" },
      element(
        "span",
        { class: account.state === "ACTIVE" ? "badge good" : "badge bad" },
        account.state.toLowerCase(),
      ),
      ...duties.map((duty) => (duty === undefined ? undefined : element("span", { class: "badge" }, duty))),
    ),
  );
}

function countOf(count: number): string {
  return count === 1 ? "1 account" : `${count} accounts`;
}
