import { LakeRefused } from "./lake-refused";
import { readStatement, storeIn } from "./read-statement";
import { runStatement } from "./run-statement";

const store = "0a1b2c3d-1111-2222-3333-444455556666";
const place = { accountId: "111122223333", region: "us-west-2" };

function event(eventName: string, eventTime: string, more: Readonly<Record<string, unknown>> = {}) {
  return { ...place, happenedAt: new Date(eventTime), detail: { eventName, eventTime, ...more } };
}

const authorize = event("AuthorizeSecurityGroupIngress", "2030-01-07T09:00:00Z", {
  eventID: "e-1",
  userIdentity: { type: "AssumedRole", principalId: "AROA1:alice", sessionContext: { mfa: "false" } },
  readOnly: false,
});
const revoke = event("RevokeSecurityGroupIngress", "2030-01-07T09:10:00Z", {
  eventID: "e-2",
  errorCode: "x",
});
const create = event("CreateSecurityGroup", "2030-01-07T09:20:00Z", { eventID: "e'3" });
const records = [authorize, revoke, create];

describe("a statement", () => {
  it("is read with all its parts, in any case and over several lines", () => {
    const statement = `select eventJson, userIdentity.principalId AS who
      FROM ${store}
      WHERE eventSource = 'ec2.amazonaws.com' AND eventname in ('A', 'B''s')
        AND eventTime > '2030-01-07 09:00:00' and eventTime <= '2030-01-07 09:10:00.500'
      ORDER BY eventTime DESC LIMIT 5;`;
    const time = { label: "eventTime", path: ["eventTime"] };
    expect(readStatement(statement)).toEqual({
      storeId: store,
      columns: [
        { label: "eventJson", path: ["eventJson"] },
        { label: "who", path: ["userIdentity", "principalId"] },
      ],
      conditions: [
        {
          column: { label: "eventSource", path: ["eventSource"] },
          operator: "=",
          values: ["ec2.amazonaws.com"],
        },
        { column: { label: "eventName", path: ["eventName"] }, operator: "IN", values: ["A", "B's"] },
        { column: time, operator: ">", time: Date.parse("2030-01-07T09:00:00Z") },
        { column: time, operator: "<=", time: Date.parse("2030-01-07T09:10:00.500Z") },
      ],
      order: { column: time, descending: true },
      limit: 5,
    });
  });

  it.each([
    ["DELETE FROM x", "SELECT is expected, but 'DELETE' was found"],
    [`SELECT FROM ${store}`, "there is no column 'FROM'"],
    [`SELECT eventName ${store}`, `FROM is expected, but '${store}' was found`],
    [`SELECT COUNT(*) FROM ${store}`, "there is no column 'COUNT'"],
    [`SELECT eventNam FROM ${store}`, "there is no column 'eventNam'"],
    [`SELECT * FROM ${store} WHERE`, "a column is expected, but the end was found"],
    [`SELECT * FROM ${store} WHERE eventName LIKE 'x'`, "the sandbox does not read the operator 'LIKE'"],
    [`SELECT * FROM ${store} WHERE eventName = x`, "a text is expected, but 'x' was found"],
    [
      `SELECT * FROM ${store} WHERE eventName = 'x' OR eventName = 'y'`,
      "the end is expected, but 'OR' was found",
    ],
    [
      `SELECT * FROM ${store} WHERE eventTime > '2030-01-07T09:00:00Z'`,
      "'2030-01-07T09:00:00Z' is no time like '2030-01-07 09:00:00'",
    ],
    [`SELECT * FROM ${store} LIMIT ten`, "a number is expected, but 'ten' was found"],
    [`SELECT * FROM ${store} WHERE eventName = 'x`, "''' at position 70 was not expected"],
    ["", "SELECT is expected, but the end was found"],
  ])("that says %s is refused", (statement, why) => {
    const read = () => readStatement(statement);
    expect(read).toThrow(new LakeRefused("", `The query statement is not valid: ${why}`));
    expect(read).toThrow(
      expect.objectContaining({
        refusal: expect.objectContaining({ code: "InvalidQueryStatementException" }),
      }),
    );
  });

  it("names its store also when the rest of it is wrong", () => {
    expect([storeIn(`SELECT nonsense\nfrom ${store} WHERE`), storeIn("nonsense")]).toEqual([
      store,
      undefined,
    ]);
  });
});

describe("what a statement finds", () => {
  it.each([
    ["WHERE eventTime > '2030-01-07 09:00:00'", ["e-2", "e'3"]],
    ["WHERE eventTime >= '2030-01-07 09:00:00' AND eventTime < '2030-01-07 09:20:00'", ["e-1", "e-2"]],
    ["WHERE eventTime <= '2030-01-07'", []],
    ["WHERE eventName IN ('CreateSecurityGroup', 'RevokeSecurityGroupIngress')", ["e-2", "e'3"]],
    ["WHERE eventID = 'e''3'", ["e'3"]],
    // Nothing is known of an error that did not happen, so it is not unequal to any.
    ["WHERE errorCode != 'AccessDenied'", ["e-2"]],
    ["WHERE userIdentity.sessioncontext.mfa = 'false'", ["e-1"]],
    ["WHERE readOnly = false", ["e-1"]],
    ["ORDER BY eventTime DESC LIMIT 2", ["e'3", "e-2"]],
    ["ORDER BY eventName DESC", ["e-2", "e'3", "e-1"]],
    ["LIMIT 0", []],
  ])("%s", (rest, ids) => {
    const rows = runStatement(readStatement(`SELECT eventID FROM ${store} ${rest}`), records);
    expect(rows).toEqual(ids.map((eventID) => [{ eventID }]));
  });

  it("are texts: times in the engine's form, structures that only eventJson keeps readable, nothing for nothing", () => {
    const statement = `SELECT eventTime, userIdentity, errorCode, eventJson FROM ${store} LIMIT 1`;
    expect(runStatement(readStatement(statement), records)).toEqual([
      [
        { eventTime: "2030-01-07 09:00:00.000" },
        { userIdentity: "{type=AssumedRole, principalid=AROA1:alice, sessioncontext={mfa=false}}" },
        { errorCode: "" },
        { eventJson: JSON.stringify(authorize.detail) },
      ],
    ]);
  });
});
