import type { Author } from "@orgwatch/core/security-groups/change";
import { isOwnAct } from "./own-act";

const account = "111111111111";
const arn = `arn:aws:sts::${account}:assumed-role/security-group-responder/orgwatch-sg-decisions`;
const own: Author = { kind: "role", name: "security-group-responder", session: "orgwatch-sg-decisions", arn };

it.each<[string, Partial<Author>, boolean]>([
  ["our role", {}, true],
  ["our role in another partition", { arn: arn.replace("arn:aws:", "arn:aws-us-gov:") }, true],
  ["its name-sake in another account", { arn: arn.replace(account, "222222222222") }, false],
  [
    "a user of that name",
    { kind: "user", arn: `arn:aws:iam::${account}:user/security-group-responder` },
    false,
  ],
  ["a role of a longer name", { arn: arn.replace("responder/", "responder-2/") }, false],
  [
    "another role whose session has the name",
    { arn: `arn:aws:sts::${account}:assumed-role/dev/security-group-responder` },
    false,
  ],
  [
    "the role itself, which nobody can be",
    { arn: `arn:aws:iam::${account}:role/security-group-responder` },
    false,
  ],
  [
    "a federated user of that name",
    { arn: `arn:aws:sts::${account}:federated-user/security-group-responder` },
    false,
  ],
  ["a name without an ARN", { arn: undefined }, false],
  ["no session", { arn: arn.replace("/orgwatch-sg-decisions", "/") }, false],
  ["something behind it", { arn: `${arn}/x` }, false],
  ["Identity Center", { kind: "identity-center" }, false],
])("%s", (_name, more, expected) => {
  const { arn: given, ...rest } = { ...own, ...more };
  expect(isOwnAct({ ...rest, ...(given === undefined ? {} : { arn: given }) }, account)).toBe(expected);
});
