import type { Communication } from "@orgwatch/core/support-cases/case";
import type { CaseFacts } from "../read-answer";
import type { SupportApi } from "../support-api";
import { accountOfCase, readCase } from "./read-case";

const now = new Date("2030-01-07T09:00:00Z");
const caseId = "case-444444444444-muen-2030-a1";
const facts: CaseFacts = {
  caseId,
  status: "opened",
  severityCode: "low",
  timeCreated: "2030-01-07T08:00:00.000Z",
  lastActivityAt: "2030-01-07T08:10:00.000Z",
  ccEmailAddresses: [],
};
const said = (id: string, minute: string): Communication => ({
  caseId,
  id,
  timeCreated: `2030-01-07T08:${minute}:00.000Z`,
  attachments: [],
});
const [first, second, third] = [said("a", "00"), said("b", "10"), said("c", "20")];

const api = (pages: (readonly Communication[] | Error)[], cases = [[facts]]): SupportApi => ({
  describeCases: async function* () {
    yield* cases;
  },
  describeCommunications: async function* () {
    for (const page of pages) {
      if (page instanceof Error) throw page;
      yield page;
    }
  },
});

it("reads the whole conversation, oldest first, each entry once", async () => {
  expect(
    await readCase(
      api([
        [third, second],
        [second, first],
      ]),
      "444444444444",
      caseId,
      now,
    ),
  ).toEqual({
    case: {
      ...facts,
      accountId: "444444444444",
      lastActivityAt: third.timeCreated,
      readAt: "2030-01-07T09:00:00.000Z",
      communications: 3,
    },
    communications: [first, second, third],
  });
});

it("is never half a conversation", async () => {
  const broken = api([[first], new Error("reset")]);
  await expect(readCase(broken, "444444444444", caseId, now)).rejects.toThrow("reset");
});

it("finds nothing where AWS names no such case", async () => {
  expect(await readCase(api([], []), "444444444444", caseId, now)).toBeUndefined();
  expect(
    await readCase(api([], [[{ ...facts, caseId: "another" }]]), "444444444444", caseId, now),
  ).toBeUndefined();
});

it.each([
  ["case-444444444444-muen-2030-a1", "444444444444"],
  ["case-12345678910-2013-c4c1d2bf33c5cf47", "012345678910"],
  ["case-44444444444-", undefined],
  ["incident-444444444444-muen-2030-a1", undefined],
  ["case-444444444444-../x", undefined],
])("reads the account that %s names", (id, account) => {
  expect(accountOfCase(id)).toBe(account);
});
