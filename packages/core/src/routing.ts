// The setting `routing`, as Terraform wrote it from org.config.ts.
import type { Routing } from "@orgwatch/manifest/routing";
import * as z from "zod/mini";

const text = (of: string) => z.string(`must be ${of}`).check(z.minLength(1, `must be ${of}`));
const list = <Item extends z.ZodMiniType>(item: Item, of: string) => z.array(item, `must be a list of ${of}`);
const channel = z.object(
  { id: text("a channel's id"), name: text("a channel's name") },
  "must be a channel: an id and a name",
);
const team = z.object(
  {
    name: text("a team's name"),
    accounts: list(text("an account id"), "account ids"),
    organizationalUnits: list(text("an OU id"), "OU ids"),
    channels: z.object(
      {
        default: channel,
        critical: z.exactOptional(channel),
        high: z.exactOptional(channel),
        medium: z.exactOptional(channel),
        low: z.exactOptional(channel),
        info: z.exactOptional(channel),
      },
      "must be channels by severity",
    ),
  },
  "must be a team",
);
const routingSchema = z.object(
  { defaultTeam: text("a team's name"), teams: list(team, "teams") },
  "must be an object with defaultTeam and teams",
);

/**
 * Reads the setting `routing`.
 * @throws Error with all problems together, each by its path; values are never repeated, because a setting may have been mixed up
 * with a secret.
 */
export function parseRouting(setting: unknown): Routing {
  const parsed = routingSchema.safeParse(setting);
  const problems = parsed.success
    ? contradictionsOf(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${pathOf(path)} ${message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new Error(`The setting routing has ${count}: ${problems.join("; ")}`);
}

function contradictionsOf({ defaultTeam, teams }: Routing): string[] {
  const claims = (claimsOf: (team: Routing["teams"][number]) => readonly string[], field: string) =>
    repeatsOf(
      teams.flatMap((each, index) =>
        claimsOf(each).map((id, position) => ({ id, path: `teams[${index}].${field}[${position}]` })),
      ),
    );
  return [
    ...(teams.some(({ name }) => name === defaultTeam)
      ? []
      : ["defaultTeam must be the name of one of the teams"]),
    ...repeatsOf(teams.map(({ name }, index) => ({ id: name, path: `teams[${index}].name` }))),
    ...claims(({ accounts }) => accounts, "accounts"),
    ...claims(({ organizationalUnits }) => organizationalUnits, "organizationalUnits"),
  ];
}

function repeatsOf(named: readonly { readonly id: string; readonly path: string }[]): string[] {
  const first = new Map<string, string>();
  return named.flatMap(({ id, path }) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, path);
    return before === undefined ? [] : [`${path} repeats ${before}`];
  });
}

function pathOf(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return words.join("").replace(/^\./, "") || "it";
}
