// The people of the sandbox's workspace who press buttons and type commands.

/** A person; payloads name them by `handle`, people see `name`. */
export type SlackUser = { readonly id: string; readonly handle: string; readonly name: string };

export const slackUsers = {
  alice: { id: "U0ALICE", handle: "alice.ahmed", name: "Alice Ahmed" },
  mallory: { id: "U0MALLORY", handle: "mallory.moss", name: "Mallory Moss" },
} as const;
