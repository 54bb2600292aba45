import { channelOf, type Routing, teamOf } from "./routing";

const channel = (name: string) => ({ id: `C-${name}`, name });
const routing: Routing = {
  defaultTeam: "platform",
  teams: [
    {
      name: "platform",
      accounts: [],
      organizationalUnits: ["ou-work"],
      channels: { default: channel("security") },
    },
    {
      name: "payments",
      accounts: ["111111111111"],
      organizationalUnits: ["ou-money"],
      channels: { default: channel("money"), critical: channel("incidents") },
    },
  ],
};

describe("teamOf", () => {
  it.each([
    ["a claim by id", "111111111111", ["ou-work"], "payments"],
    ["the nearest OU", "222222222222", ["ou-work", "ou-money"], "payments"],
    ["an OU further up", "222222222222", ["ou-money", "ou-shop"], "payments"],
    ["the default team", "222222222222", ["ou-other"], "platform"],
    ["the default team for an account in an unknown place", "222222222222", [], "platform"],
  ])("goes by %s", (_, accountId, units, team) => {
    expect(teamOf(routing, accountId, units)).toBe(team);
  });
});

describe("channelOf", () => {
  it("takes the severity's channel, else the team's default", () => {
    expect(channelOf(routing, "payments", "critical")).toEqual(channel("incidents"));
    expect(channelOf(routing, "payments", "low")).toEqual(channel("money"));
  });

  it("takes the default team's channel for an unknown team, so that nothing is lost", () => {
    expect(channelOf(routing, "gone", "critical")).toEqual(channel("security"));
  });

  it("has no channel when the default team is unknown too", () => {
    expect(channelOf({ defaultTeam: "nobody", teams: [] }, "gone", "high")).toBeUndefined();
  });
});
