import { type Response, withResponse } from "./responses";

const act = (what: Response["what"], at: string): Response => ({
  id: `${what}@${at}`,
  what,
  via: "PagerDuty",
  at,
});

describe("responses below an alert", () => {
  it("stand in the order in which they happened, however they were told", () => {
    const acknowledged = act("acknowledged", "2030-01-07T09:00:00.001Z");
    const resolved = act("resolved", "2030-01-07T09:00:00.002Z");
    expect(withResponse([resolved], acknowledged)).toEqual([acknowledged, resolved]);
  });

  it("of the same millisecond stand as an alert's life goes", () => {
    const at = "2030-01-07T09:00:00.001Z";
    const course = (["acknowledged", "resolved", "archived", "reopened"] as const).map((what) =>
      act(what, at),
    );
    const told = course.toReversed().reduce<readonly Response[]>(withResponse, []);
    expect(told).toEqual(course);
  });

  it("keeps the newest twenty", () => {
    const all = Array.from({ length: 21 }, (_, minute) =>
      act("acknowledged", `2030-01-07T09:${String(minute).padStart(2, "0")}:00.000Z`),
    );
    expect(all.reduce<readonly Response[]>(withResponse, [])).toEqual(all.slice(1));
  });
});
