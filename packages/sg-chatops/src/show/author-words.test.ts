import type { Author } from "@orgwatch/core/security-groups/change";
import { authorName, authorWords } from "./author-words";
import { alice } from "./testing/sample-change";

const account = "111111111111";

it.each<[Author, string, string]>([
  [alice, "alice@acme.example (AdministratorAccess through Identity Center)", "alice@acme.example"],
  [
    { kind: "identity-center", name: "Auditor", session: "bob" },
    "bob (Auditor through Identity Center)",
    "bob",
  ],
  [
    { kind: "identity-center", name: "AWSReservedSSO_A_B_0123456789abcdef" },
    "A_B (through Identity Center)",
    "AWSReservedSSO_A_B_0123456789abcdef",
  ],
  [{ kind: "role", name: "ci", session: "build-42" }, "role ci, session build-42", "ci"],
  [{ kind: "role", name: "ci", accountId: account }, "role ci", "ci"],
  [
    { kind: "role", name: "ci", session: "x", accountId: "222222222222" },
    "role ci, session x of account 222222222222",
    "ci",
  ],
  [{ kind: "user", name: "alice" }, "user alice", "alice"],
  [{ kind: "root", name: "root" }, "root user", "root user"],
  [{ kind: "federated", name: "bob" }, "federated user bob", "bob"],
  [
    { kind: "service", name: "autoscaling.amazonaws.com" },
    "service autoscaling.amazonaws.com",
    "autoscaling.amazonaws.com",
  ],
  [{ kind: "unknown", name: "" }, "somebody unknown (without a name)", "somebody"],
  [
    { kind: "user", name: "*<!channel>`\nKept by Bob" },
    "user ∗&lt;!channel&gt;ˋ Kept by Bob",
    "∗&lt;!channel&gt;ˋ Kept by Bob",
  ],
])("%j", (author, words, name) => {
  expect([authorWords(author, account), authorName(author)]).toEqual([words, name]);
});
