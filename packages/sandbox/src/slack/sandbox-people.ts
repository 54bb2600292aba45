// The people of the sandbox's workspace who press buttons and type commands.

/** A person; payloads name them by `handle`, people see `name`. */
export type SlackUser = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly email: string;
};

export const slackUsers = {
  alice: { id: "U0ALICE", handle: "alice.ahmed", name: "Alice Ahmed", email: "alice@acme.example" },
  mallory: { id: "U0MALLORY", handle: "mallory.moss", name: "Mallory Moss", email: "mallory@acme.example" },
  bob: { id: "U0BOB", handle: "bob.baker", name: "Bob Baker", email: "bob@acme.example" },
  carol: { id: "U0CAROL", handle: "carol.chen", name: "Carol Chen", email: "carol@acme.example" },
} as const;

/** The workspace's one user group, and who is in it. */
export const securityGroup = { id: "S0SECURITY", members: [slackUsers.alice.id, slackUsers.bob.id] } as const;
