import { deadlinesOf } from "./due-of";

const recorded = new Date("2030-01-07T09:00:00.000Z");
const denyUnanswered = { from: "high", afterMinutes: 30 } as const;
const denied = { expiresOn: "2030-01-08T09:00:00.000Z", deniedOn: "2030-01-07T09:30:00.000Z" };
const expires = { expiresOn: denied.expiresOn, dueAt: denied.expiresOn };

describe("the deadlines of a change", () => {
  it.each([
    ["critical", { ...denied, dueAt: denied.deniedOn }],
    ["high", { ...denied, dueAt: denied.deniedOn }],
    ["medium", expires],
    ["info", expires],
  ] as const)("are, for the risk %s, %j", (risk, deadlines) => {
    expect(deadlinesOf(risk, { expireHours: 24, denyUnanswered }, recorded)).toEqual(deadlines);
  });

  it("are only its end where the policy denies nothing, or would deny after the end", () => {
    const end = "2030-01-07T10:00:00.000Z";
    const late = { from: "low", afterMinutes: 60 } as const;
    expect([
      deadlinesOf("critical", { expireHours: 1, denyUnanswered: undefined }, recorded),
      deadlinesOf("critical", { expireHours: 1, denyUnanswered: late }, recorded),
    ]).toEqual([
      { expiresOn: end, dueAt: end },
      { expiresOn: end, dueAt: end },
    ]);
  });
});
