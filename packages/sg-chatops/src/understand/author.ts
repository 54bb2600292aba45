// Who made a call, from the many forms that CloudTrail's `userIdentity` has. Most fields are missing in most forms.
import { fields, text } from "@orgwatch/core/notice/layouts/lenient";
import type { Author } from "@orgwatch/core/security-groups/change";
import * as z from "zod/mini";
import { textIn } from "./rule-parts";

const identityShape = z.object({
  type: text,
  principalId: text,
  arn: text,
  accountId: text,
  userName: text,
  invokedBy: text,
  identityProvider: text,
  sessionContext: fields({ sessionIssuer: fields({ userName: text, arn: text }) }),
  onBehalfOf: fields({ userId: text }),
});
type Identity = z.output<typeof identityShape>;

/** What says who, and what he or she is called. */
type Who = Pick<Author, "kind" | "name" | "session">;

/** The author. `record` tells from where and with what the call was made. Never throws. */
export function authorOf(
  userIdentity: unknown,
  record: { readonly sourceIPAddress?: unknown; readonly userAgent?: unknown },
): Author {
  const parsed = identityShape.safeParse(userIdentity);
  const identity: Partial<Identity> = parsed.success ? parsed.data : {};
  const said = {
    arn: textIn(identity.arn),
    accountId: textIn(identity.accountId),
    sourceIp: textIn(record.sourceIPAddress),
    userAgent: textIn(record.userAgent),
  };
  const { session, ...who } = whoOf(identity);
  return {
    ...who,
    ...(textIn(session) === undefined ? {} : { session }),
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
  };
}

function whoOf(identity: Partial<Identity>): Who {
  const name = nameOf(identity);
  switch (identity.type ?? typeByArn(identity)) {
    case "Root":
      return { kind: "root", name: "root" };
    case "IAMUser":
      return { kind: "user", name: name ?? "a user without a name" };
    case "AssumedRole":
    case "Role":
      return roleOf(identity);
    case "IdentityCenterUser":
      return {
        kind: "identity-center",
        name: name ?? "Identity Center",
        session: identity.onBehalfOf?.userId,
      };
    case "FederatedUser":
    case "SAMLUser":
    case "WebIdentityUser":
      return {
        kind: "federated",
        name: name ?? afterColon(identity) ?? textIn(identity.identityProvider) ?? "a federated user",
      };
    case "AWSService":
      return { kind: "service", name: textIn(identity.invokedBy) ?? name ?? "an AWS service" };
    case "AWSAccount":
      return accountOf(identity);
    default:
      return { kind: "unknown", name: name ?? textIn(identity.principalId) ?? "unknown" };
  }
}

/** Roles of Identity Center are named `AWSReservedSSO_<permission set>_<16 hex digits>`; the session is the person. */
function roleOf(identity: Partial<Identity>): Who {
  const [, ofArn, sessionOfArn] =
    /assumed-role\/(?:.*\/)?([^/]+)\/([^/]*)$/.exec(textIn(identity.arn) ?? "") ?? [];
  const issuer = identity.sessionContext?.sessionIssuer;
  const role = textIn(issuer?.userName) ?? ofArn ?? lastOf(issuer?.arn) ?? lastOf(identity.arn);
  const session = afterColon(identity) ?? sessionOfArn;
  const [, permissionSet] = /^AWSReservedSSO_(.+?)(?:_[0-9a-f]{16})?$/.exec(role ?? "") ?? [];
  return permissionSet === undefined
    ? { kind: "role", name: role ?? "a role without a name", session }
    : { kind: "identity-center", name: permissionSet, session };
}

/** A principal of another account: CloudTrail tells the account, and of the principal only an id. */
function accountOf(identity: Partial<Identity>): Who {
  const accountId = textIn(identity.accountId);
  const name = accountId === undefined ? "another account" : `account ${accountId}`;
  return { kind: "unknown", name, session: afterColon(identity) };
}

function nameOf({ userName, arn }: Partial<Identity>): string | undefined {
  return textIn(userName) ?? lastOf(arn);
}

/** Records of some services leave the type out. */
function typeByArn({ arn, invokedBy }: Partial<Identity>): string | undefined {
  const [, kind] =
    /^arn:[^:]*:(?:iam|sts)::\d*:(root|user|assumed-role|role|federated-user)\b/.exec(textIn(arn) ?? "") ??
    [];
  switch (kind) {
    case "root":
      return "Root";
    case "user":
      return "IAMUser";
    case "assumed-role":
    case "role":
      return "AssumedRole";
    case "federated-user":
      return "FederatedUser";
    default:
      return invokedBy === undefined ? undefined : "AWSService";
  }
}

function lastOf(arn: string | undefined): string | undefined {
  return textIn(textIn(arn)?.split("/").at(-1));
}

/** `AROA…:session` */
function afterColon({ principalId }: Partial<Identity>): string | undefined {
  const colon = principalId?.indexOf(":") ?? -1;
  return colon < 0 ? undefined : textIn(principalId?.slice(colon + 1));
}
