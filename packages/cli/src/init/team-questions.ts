// Who hears of what: the default team, and the others with their accounts.
import type { TeamAnswer } from "./answers";
import { problemsAt } from "./config-problems";
import type { Asker } from "./conversation";
import { commas, type GivenFlags } from "./given-flags";

/** Teams by flags, or asked one after another until a name stays empty. */
export async function askTeams({ team, claims }: GivenFlags, ask: Asker): Promise<readonly TeamAnswer[]> {
  const claimed = (name: string) => claims.filter(({ of }) => of === name).flatMap(({ said }) => said);
  if (team !== undefined) return team.map(({ name, channel }) => ({ name, channel, claims: claimed(name) }));
  const teams: TeamAnswer[] = [];
  for (;;) {
    const first = teams.length === 0;
    const name = await ask({
      words: first
        ? "Default team, which has every account that no other team claims (name)"
        : "Another team (name; empty: no more)",
      fallback: first ? "security" : "",
      problems: (typed) => [
        ...problemsAt(["teams[0].name"], { teams: [{ name: typed }] }),
        ...(teams.some((other) => other.name === typed) ? [`${typed} is there already`] : []),
      ],
    });
    if (!name) return teams;
    const channel = await askChannel(name, ask);
    // Nobody is there to ask, and a team without a channel is none.
    if (channel === undefined) return teams;
    const said = first
      ? ""
      : await ask({
          words: `Accounts and OUs of ${name} (ids or names, separated by commas)`,
          fallback: undefined,
        });
    teams.push({ name, channel, claims: [...claimed(name), ...commas(said ?? "")] });
  }
}

async function askChannel(team: string, ask: Asker): Promise<TeamAnswer["channel"] | undefined> {
  const name = await ask({
    words: `Slack channel of ${team}`,
    fallback: `#${team}`,
    problems: (typed) => ofChannel("name", typed),
  });
  const id = await ask({
    words: "Its id, from the bottom of the channel's details (C…)",
    fallback: undefined,
    problems: (typed) => ofChannel("id", typed),
  });
  return name === undefined || id === undefined ? undefined : { name, id };
}

function ofChannel(key: "name" | "id", typed: string): readonly string[] {
  return problemsAt([`teams[0].channels.default.${key}`], {
    teams: [{ channels: { default: { [key]: typed } } }],
  });
}
