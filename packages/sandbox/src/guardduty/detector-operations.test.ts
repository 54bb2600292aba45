import { type MotoClient, MotoRefused, type Place } from "../gateway/moto-client";
import { readRecord } from "../gateway/read-json";
import { newJournal } from "../journal";
import { newGuardDuty } from "./guard-duty";

const now = new Date("2030-01-07T09:00:00Z");
const [management, security] = ["111111111111", "222222222222"];
const region = "us-west-2";
const arn = `arn:aws:guardduty:${region}:${security}:detector/d-1`;

/** Detectors as moto keeps them: in each place those that were made, and no way to change their tags. */
function memoryMoto(): MotoClient {
  const detectors = new Map<string, { readonly id: string; readonly settings: object }>();
  const unused = () => Promise.reject(new Error("not expected"));
  return {
    open: unused,
    send: unused,
    query: unused,
    json: unused,
    close: () => undefined,
    rest: async ({ accountId, region }: Place, _service, method, path, body) => {
      const key = `${accountId}/${region}`;
      const found = detectors.get(key);
      if (path === "/detector" && method === "GET") return { detectorIds: found ? [found.id] : [] };
      if (path === "/detector") {
        const id = `d-${detectors.size + 1}`;
        detectors.set(key, { id, settings: { tags: {}, ...readRecord(JSON.stringify(body)) } });
        return { detectorId: id };
      }
      if (path === `/detector/${found?.id}`) return found?.settings;
      throw new MotoRefused(400, "BadRequestException", "no such detector");
    },
  };
}

/** GuardDuty in an organization of two accounts. `call` answers the status and the JSON. */
function guardDuty(moto = memoryMoto()) {
  const organizations = {
    of: async () => ({ id: "o-1", managementAccountId: management }),
    accountsOf: async () => [],
    forget: () => undefined,
  };
  const stand = newGuardDuty({
    moto,
    organizations,
    journal: newJournal(() => now),
    emit: async () => undefined,
    now: () => now,
    newId: () => "f-1",
  });
  return async (accountId: string, operation: string, parameters: Readonly<Record<string, unknown>> = {}) => {
    const answer = await stand.answer(
      {
        service: "guardduty",
        operation,
        region,
        principal: { accountId, kind: "admin" },
        parameters,
        protocol: "rest-json",
        accessKeyId: accountId,
        head: { method: "POST", target: "/", headers: {} },
        body: Buffer.alloc(0),
      },
      "request-1",
    );
    return answer && [answer.status, readRecord(answer.body.toString())];
  };
}

describe("a delegated administrator", () => {
  it("has a detector from the moment it is named, and keeps the one that it had", async () => {
    const moto = memoryMoto();
    const call = guardDuty(moto);
    const place = { accountId: security, region };
    const name = () => call(management, "EnableOrganizationAdminAccount", { adminAccountId: security });
    const detectors = () => moto.rest(place, "guardduty", "GET", "/detector");
    const before = await detectors();
    expect([before, await name(), await detectors(), await name(), await detectors()]).toEqual([
      { detectorIds: [] },
      [200, {}],
      { detectorIds: ["d-1"] },
      [200, {}],
      { detectorIds: ["d-1"] },
    ]);
    expect(await call(security, "CreateDetector", { enable: true })).toEqual([
      400,
      expect.objectContaining({
        message: "The request is rejected because a detector already exists for the current account.",
      }),
    ]);
  });

  it("is named by the management account only", async () => {
    const moto = memoryMoto();
    const refused = await guardDuty(moto)(security, "EnableOrganizationAdminAccount", {
      adminAccountId: security,
    });
    const list = await moto.rest({ accountId: security, region }, "guardduty", "GET", "/detector");
    expect([refused?.[0], list]).toEqual([400, { detectorIds: [] }]);
  });
});

describe("a detector's tags", () => {
  /** A detector that was made with two tags. */
  async function tagged() {
    const moto = memoryMoto();
    const place = { accountId: security, region };
    await moto.rest(place, "guardduty", "POST", "/detector", {
      enable: true,
      tags: { stack: "a", owner: "b" },
    });
    return guardDuty(moto);
  }

  it("are those it was made with, until they are changed", async () => {
    const call = await tagged();
    const tags = async () => {
      const detector = await call(security, "GetDetector", { DetectorId: "d-1" });
      return [detector, await call(security, "ListTagsForResource", { ResourceArn: arn })];
    };
    const asMade = await tags();
    await call(security, "TagResource", { ResourceArn: arn, tags: { stack: "c", new: "d" } });
    await call(security, "UntagResource", { ResourceArn: arn, tagKeys: "owner" });
    const changed = await tags();
    await call(security, "UntagResource", { ResourceArn: arn, tagKeys: ["stack", "new", "unknown"] });
    const both = (wanted: object) => [
      [200, { enable: true, tags: wanted }],
      [200, { tags: wanted }],
    ];
    expect([asMade, changed, await tags()]).toEqual([
      both({ stack: "a", owner: "b" }),
      both({ stack: "c", new: "d" }),
      both({}),
    ]);
  });

  it("are gone with the detector", async () => {
    const call = await tagged();
    await call(security, "TagResource", { ResourceArn: arn, tags: { new: "d" } });
    expect(await call(security, "DeleteDetector", { DetectorId: "d-1" })).toBeUndefined();
    expect(await call(security, "ListTagsForResource", { ResourceArn: arn })).toEqual([
      200,
      { tags: { stack: "a", owner: "b" } },
    ]);
  });

  it.each([
    ["another account", management, arn],
    ["what is no detector", security, `${arn}/filter/f`],
  ])("are refused to %s", async (_what, accountId, ResourceArn) => {
    const call = await tagged();
    expect(await call(accountId, "TagResource", { ResourceArn, tags: { new: "d" } })).toEqual([
      400,
      expect.objectContaining({
        message:
          "The request is rejected because the parameter resourceArn is not of a detector of the current account.",
      }),
    ]);
  });
});
