// What AWS is asked about people, over the wire: pages, shapes and failures.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { IAMClient } from "@aws-sdk/client-iam";
import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import type { Instance } from "@orgwatch/core/tag-audit/instance";
import { type LocalAws, type LocalCall, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { silent } from "../../testing/run-scan";
import { simulatedInstance } from "../../testing/simulated-organization";
import { readPrincipals } from "./account-principals";
import { iamNames } from "./iam-names";
import { findLaunchers, launcherIn } from "./launchers";
import { listPeople } from "./people";

let local: LocalAws;
let answer: (call: LocalCall) => string | undefined;

beforeAll(async () => {
  local = await startLocalAws((call) => {
    const body = answer(call);
    return body === undefined ? { status: 400, body: denied } : { status: 200, body };
  });
});
afterAll(() => local.stop());

const denied =
  "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";
const iam = () => iamNames(new IAMClient({ ...local.client, maxAttempts: 1 }));
const list = (operation: string, items: string, marker = "") =>
  `<${operation}Response><${operation}Result>${items}<IsTruncated>${marker !== ""}</IsTruncated>${marker && `<Marker>${marker}</Marker>`}</${operation}Result></${operation}Response>`;
const asks = (principal: "iam-user" | "identity-center") => ({
  require: [{ key: "created_by", ignoreCase: false, principal: [principal] }],
});

describe("the names of an account", () => {
  it("reads all pages of users and roles when a tag must name one, and the alias", async () => {
    answer = ({ operation, body }) => {
      if (operation === "ListAccountAliases")
        return list(operation, "<AccountAliases><member>acme-web</member></AccountAliases>");
      const kind = operation === "ListUsers" ? "User" : "Role";
      const second = new URLSearchParams(body).get("Marker") === "more";
      const name = `${kind.toLowerCase()}-${second ? 2 : 1}`;
      const member = `<${kind}s><member><${kind}Name>${name}</${kind}Name></member></${kind}s>`;
      return list(operation, member, second ? "" : "more");
    };
    const people = new Set(["jane@example.com"]);
    expect(await readPrincipals(iam(), asks("iam-user"), people, silent)).toEqual({
      alias: "acme-web",
      principals: {
        iamUsers: new Set(["user-1", "user-2"]),
        roles: new Set(["role-1", "role-2"]),
        people,
      },
    });
  });

  it("does without what may not be read, and asks for nobody when no tag must name anybody", async () => {
    answer = ({ operation }) =>
      operation === "ListAccountAliases" ? list(operation, "<AccountAliases/>") : undefined;
    const before = local.calls.length;
    const without = await readPrincipals(iam(), asks("iam-user"), undefined, silent);
    answer = () => undefined;
    const nobody = await readPrincipals(iam(), asks("identity-center"), undefined, silent);
    const unknown = { alias: undefined, principals: {} };
    expect({
      without,
      nobody,
      calls: local.calls
        .slice(before)
        .map(({ operation }) => operation)
        .toSorted(),
    }).toEqual({
      without: unknown,
      nobody: unknown,
      calls: ["ListAccountAliases", "ListAccountAliases", "ListRoles", "ListUsers"],
    });
  });
});

it("reads the user names and addresses of all people of Identity Center, in lower case, each once", async () => {
  answer = ({ body }) =>
    JSON.stringify(
      JSON.parse(body).NextToken === undefined
        ? {
            Users: [{ UserName: "Jane", Emails: [{ Value: "Jane.Doe@Example.com" }, {}], UserId: "u-1" }],
            NextToken: "more",
          }
        : { Users: [{ UserName: "jane" }, { UserName: " joe " }, {}] },
    );
  const client = new IdentitystoreClient({ ...local.client, maxAttempts: 1 });
  expect(await listPeople(client)("d-1")).toEqual(["jane", "jane.doe@example.com", "joe"]);
});

describe("who launched an instance", () => {
  const now = new Date("2030-01-07T09:00:00Z");
  const instance = (number: number, createdAt = "2030-01-07T08:00:00.000Z"): Instance =>
    simulatedInstance("444444444444", "eu-west-1", number, now, { createdAt });
  const event = (name: string, record: object) => ({
    EventName: name,
    CloudTrailEvent: JSON.stringify(record),
  });

  it("asks around the launch, and takes the launch that succeeded", async () => {
    const arn = "arn:aws:sts::444444444444:assumed-role/admin/jane@example.com";
    answer = () =>
      JSON.stringify({
        Events: [
          event("StopInstances", { userIdentity: { arn: "arn:aws:iam::444444444444:user/joe" } }),
          event("RunInstances", { userIdentity: { arn: "arn:x" }, errorCode: "Client.Unauthorized" }),
          { EventName: "RunInstances", CloudTrailEvent: "no JSON" },
          event("RunInstances", { userIdentity: { arn } }),
        ],
      });
    const client = new CloudTrailClient({ ...local.client, maxAttempts: 1 });
    expect({
      launcher: await launcherIn(client)(instance(1)),
      asked: JSON.parse(local.calls.at(-1)?.body ?? ""),
    }).toEqual({
      launcher: arn,
      asked: {
        LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: instance(1).instanceId }],
        StartTime: Date.parse("2030-01-07T07:45:00Z") / 1000,
        EndTime: Date.parse("2030-01-07T08:15:00Z") / 1000,
      },
    });
  });

  it("asks twice a second, the youngest first, for no more than 50, and for none that CloudTrail has forgotten", async () => {
    const minutes = (number: number) => new Date(now.getTime() - number * 60_000).toISOString();
    const many = Array.from({ length: 60 }, (_, number) => instance(number, minutes(60 - number)));
    const asked: string[] = [];
    const slept: number[] = [];
    const launchers = await findLaunchers(
      [instance(99, "2029-10-01T00:00:00.000Z"), ...many],
      async ({ instanceId }) => {
        asked.push(instanceId);
        return asked.length === 1 ? "jane" : undefined;
      },
      {
        now: () => now,
        sleep: async (ms) => {
          slept.push(ms);
        },
        mayGoOn: () => true,
        random: () => 0,
        log: silent,
      },
    );
    expect({ launchers: [...launchers], asked, slept: new Set(slept) }).toEqual({
      launchers: [[many.at(-1)?.instanceId, "jane"]],
      asked: many
        .toReversed()
        .slice(0, 50)
        .map(({ instanceId }) => instanceId),
      slept: new Set([500]),
    });
  });

  it("begins somewhere else each time where there are more, so that each is asked for some day", async () => {
    const many = Array.from({ length: 60 }, (_, number) => instance(number));
    const asked = new Set<string>();
    for (const share of [0, 0.5]) {
      const lookUp = async ({ instanceId }: { readonly instanceId: string }) => void asked.add(instanceId);
      const sleep = async () => {};
      await findLaunchers(many, lookUp, {
        now: () => now,
        sleep,
        mayGoOn: () => true,
        random: () => share,
        log: silent,
      });
    }
    expect(asked.size).toBe(60);
  });

  it.each([
    ["CloudTrail fails", true, 2],
    ["time is up", false, 1],
  ])("keeps what it has when %s", async (_, mayGoOn, calls) => {
    let asked = 0;
    const launchers = await findLaunchers(
      [instance(1), instance(2), instance(3)],
      async () => {
        asked += 1;
        if (asked === 2) throw new Error("ThrottlingException");
        return "jane";
      },
      {
        now: () => now,
        sleep: async () => {},
        mayGoOn: () => mayGoOn || asked === 0,
        random: () => 0.9,
        log: silent,
      },
    );
    expect({ known: launchers.size, asked }).toEqual({ known: 1, asked: calls });
  });
});
