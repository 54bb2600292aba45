import { parseRouting } from "./routing";

const channel = { id: "C0000000001", name: "#security" };
const platform = {
  name: "platform",
  accounts: [],
  organizationalUnits: [],
  channels: { default: channel, critical: { id: "C0000000002", name: "#incidents" } },
};
const payments = {
  name: "payments",
  accounts: ["111111111111"],
  organizationalUnits: ["ou-1"],
  channels: { default: channel },
};

describe("parseRouting", () => {
  it("reads what Terraform wrote", () => {
    const setting: unknown = JSON.parse(
      JSON.stringify({ defaultTeam: "platform", teams: [platform, payments] }),
    );
    expect(parseRouting(setting)).toEqual({ defaultTeam: "platform", teams: [platform, payments] });
  });

  it("reports all problems together, by path and without a value", () => {
    const wrong = {
      defaultTeam: "",
      teams: [
        { ...platform, channels: { critical: "xoxb-secret" } },
        { ...payments, accounts: [111111111111], organizationalUnits: "xoxb-secret" },
        "xoxb-secret",
      ],
    };
    expect(() => parseRouting(wrong)).toThrow(
      new Error(
        "The setting routing has 6 problems: defaultTeam must be a team's name; " +
          "teams[0].channels.default must be a channel: an id and a name; " +
          "teams[0].channels.critical must be a channel: an id and a name; " +
          "teams[1].accounts[0] must be an account id; " +
          "teams[1].organizationalUnits must be a list of OU ids; teams[2] must be a team",
      ),
    );
  });

  it("refuses claims that contradict each other", () => {
    const wrong = {
      defaultTeam: "nobody",
      teams: [payments, { ...payments, accounts: ["222222222222", "111111111111"] }],
    };
    expect(() => parseRouting(wrong)).toThrow(
      new Error(
        "The setting routing has 4 problems: defaultTeam must be the name of one of the teams; " +
          "teams[1].name repeats teams[0].name; teams[1].accounts[1] repeats teams[0].accounts[0]; " +
          "teams[1].organizationalUnits[0] repeats teams[0].organizationalUnits[0]",
      ),
    );
  });

  it.each([undefined, null, "text", 1, []])("refuses %p", (setting) => {
    expect(() => parseRouting(setting)).toThrow("The setting routing has 1 problem: it must be an object");
  });
});
