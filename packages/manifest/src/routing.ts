// Which team and which Slack channel a message belongs to. Written by Terraform as the SSM setting `routing`, read by lambdas.

/** The word for a message's weight; GuardDuty's number decides it for findings (core/severity). */
export type Band = "critical" | "high" | "medium" | "low" | "info";

/** A Slack channel: the id is what Slack's API needs, the name is for people. */
export type Channel = { readonly id: string; readonly name: string };

/** A team: the accounts it claims (by id, or by an OU anywhere above them), and its channels by severity. */
export type Team = {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly organizationalUnits: readonly string[];
  /** `default` is used for every severity that has no channel of its own. */
  readonly channels: { readonly default: Channel } & Partial<Readonly<Record<Band, Channel>>>;
};

/** The default team has every account that no other team claims. */
export type Routing = { readonly defaultTeam: string; readonly teams: readonly Team[] };

/**
 * The team that an account belongs to: a claim by id first, then by the nearest OU, then the default team.
 * `organizationalUnits` is the account's path of OU ids from the root down; empty when it is not known.
 */
export function teamOf(routing: Routing, accountId: string, organizationalUnits: readonly string[]): string {
  const byId = routing.teams.find((team) => team.accounts.includes(accountId));
  if (byId) return byId.name;
  for (const unit of organizationalUnits.toReversed()) {
    const byUnit = routing.teams.find((team) => team.organizationalUnits.includes(unit));
    if (byUnit) return byUnit.name;
  }
  return routing.defaultTeam;
}

/** The channel of a team for a severity; an unknown team gets the default team's channel, so that nothing is lost. */
export function channelOf(routing: Routing, teamName: string, band: Band): Channel | undefined {
  const team =
    routing.teams.find(({ name }) => name === teamName) ??
    routing.teams.find(({ name }) => name === routing.defaultTeam);
  return team && (team.channels[band] ?? team.channels.default);
}
