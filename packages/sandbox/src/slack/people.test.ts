import { bodyOf, sampleWorkspace } from "./sample-workspace";

const reading = ["chat:write", "users:read", "usergroups:read"];

describe("a person", () => {
  const carol = (profile: Readonly<Record<string, string>>) => ({
    ok: true,
    user: {
      id: "U0CAROL",
      team_id: "T0SANDBOX",
      name: "carol.chen",
      deleted: false,
      real_name: "Carol Chen",
      profile: { real_name: "Carol Chen", display_name: "carol.chen", ...profile },
      is_bot: false,
      is_app_user: false,
    },
  });

  it("is shown, with the address only to those who may read it", () => {
    const without = sampleWorkspace({ scopes: reading });
    expect(bodyOf(without.read("users.info", { user: "U0CAROL" }))).toEqual(carol({}));
    const withEmail = sampleWorkspace({ scopes: [...reading, "users:read.email"] });
    expect(bodyOf(withEmail.read("users.info", { user: "U0CAROL" }))).toEqual(
      carol({ email: "carol@acme.example" }),
    );
  });

  it("is unknown until added", () => {
    const { slack, read } = sampleWorkspace({ scopes: reading });
    const dan = { id: "U0DAN", handle: "dan.diaz", name: "Dan Diaz", email: "dan@acme.example" };
    expect(bodyOf(read("users.info", { user: "U0DAN" }))).toEqual({ ok: false, error: "user_not_found" });
    slack.addPeople([dan]);
    expect(bodyOf(read("users.info", { user: "U0DAN" })).user.real_name).toBe("Dan Diaz");
    expect(slack.people().map(({ id }) => id)).toEqual(["U0ALICE", "U0MALLORY", "U0BOB", "U0CAROL", "U0DAN"]);
  });
});

describe("a user group", () => {
  it("has its members, and others when it was changed", () => {
    const { slack, read } = sampleWorkspace({ scopes: reading });
    const members = (usergroup: string) => bodyOf(read("usergroups.users.list", { usergroup }));
    expect(members("S0SECURITY")).toEqual({ ok: true, users: ["U0ALICE", "U0BOB"] });
    expect(members("S0NETWORK")).toEqual({ ok: false, error: "no_such_subteam" });
    slack.setGroup("S0NETWORK", ["U0CAROL"]);
    slack.setGroup("S0SECURITY", []);
    expect([members("S0NETWORK").users, members("S0SECURITY").users]).toEqual([["U0CAROL"], []]);
  });
});

it.each([
  ["users.info", { user: "U0ALICE" }, "users:read"],
  ["usergroups.users.list", { usergroup: "S0SECURITY" }, "usergroups:read"],
])("%s says which scope is missing", (method, args, needed) => {
  const { read } = sampleWorkspace({ scopes: ["chat:write", "channels:history"] });
  const provided = "chat:write,channels:history";
  expect(bodyOf(read(method, args))).toEqual({ ok: false, error: "missing_scope", needed, provided });
});

it.each([
  ["users.info", { user: "U0ALICE" }, 100],
  ["usergroups.users.list", { usergroup: "S0SECURITY" }, 20],
])("%s may be called so often at once, then Slack asks to wait", (method, args, most) => {
  const { read } = sampleWorkspace({ scopes: reading, paced: true });
  const answers = Array.from({ length: most + 1 }, () => read(method, args));
  const statuses = answers.map((answer) => ("status" in answer ? answer.status : 0));
  expect(statuses).toEqual([...Array(most).fill(200), 429]);
});
