import type { Principal } from "../aws-call";
import { newIdentities } from "./identities";
import type { ReceivedCall } from "./received-call";
import { answerSts } from "./sts-operations";

const now = new Date("2030-01-07T09:00:00Z");

function ask(operation: string, parameters: Record<string, string>, principal?: Principal) {
  const identities = newIdentities("999999999999");
  const call: ReceivedCall = {
    service: "sts",
    operation,
    parameters,
    region: "us-west-2",
    principal: principal ?? { kind: "admin", accountId: "111111111111" },
    protocol: "query",
    accessKeyId: "111111111111",
    head: { method: "POST", target: "/", headers: {} },
    body: Buffer.alloc(0),
  };
  const answer = answerSts(identities, call, "r-1", now);
  const xml = answer?.body.toString() ?? "";
  const key = /<AccessKeyId>(\w+)</.exec(xml)?.[1];
  const expiration = /<Expiration>([^<]+)</.exec(xml)?.[1];
  return {
    status: answer?.status,
    xml,
    expiration,
    who: key === undefined ? undefined : identities.whoIs(key),
  };
}

describe("answerSts", () => {
  it("makes a session of a role", () => {
    const RoleArn = "arn:aws:iam::222222222222:role/path/reader";
    const answer = ask("AssumeRole", { RoleArn, RoleSessionName: "s-1", DurationSeconds: "900" });
    expect({ ...answer, xml: "" }).toEqual({
      status: 200,
      xml: "",
      expiration: "2030-01-07T09:15:00.000Z",
      who: { kind: "role", accountId: "222222222222", roleName: "reader", sessionName: "s-1" },
    });
  });

  it("makes a session of an account's root", () => {
    const answer = ask("AssumeRoot", {
      TargetPrincipal: "222222222222",
      TaskPolicyArn: "arn:aws:iam::aws:policy/x",
    });
    expect({ ...answer, xml: "" }).toEqual({
      status: 200,
      xml: "",
      expiration: "2030-01-07T09:15:00.000Z",
      who: { kind: "root", accountId: "222222222222" },
    });
  });

  it("refuses what is no role or no session name", () => {
    const good = { RoleArn: "arn:aws:iam::222222222222:role/r", RoleSessionName: "s-1" };
    const statuses = [
      ask("AssumeRole", { ...good, RoleArn: "arn:aws:iam::222222222222:user/r" }),
      ask("AssumeRole", { ...good, RoleSessionName: "a b" }),
      ask("AssumeRoot", { TargetPrincipal: "222222222222" }),
    ].map(({ status, who }) => [status, who]);
    expect(statuses).toEqual([
      [400, undefined],
      [400, undefined],
      [400, undefined],
    ]);
  });

  it("says who calls, and leaves other operations alone", () => {
    expect(ask("GetCallerIdentity", {}, { kind: "root", accountId: "222222222222" }).xml).toContain(
      "<Arn>arn:aws:iam::222222222222:root</Arn><UserId>222222222222</UserId><Account>222222222222</Account>",
    );
    expect(ask("GetSessionToken", {}).status).toBeUndefined();
  });
});
