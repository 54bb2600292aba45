import { marksWarned, markWords } from "./enforce-mark";
import type { TagProblem } from "./instance";
import { tagPolicyWith } from "./policy";

const now = new Date("2030-01-07T23:30:00Z");
const problems: TagProblem[] = [
  { key: "department", problem: "missing", words: "department is missing" },
  { key: "project", problem: "not-allowed", words: "project is “x”" },
];
const violation = { firstSeenAt: "2030-01-06T23:30:00.000Z", problems, acts: [] };
const upTo = (stage: "report" | "warn" | "stop" | "terminate") => tagPolicyWith({ schemes: [], upTo: stage });
const wrong = "department missing, project not allowed";

describe("the words of the mark", () => {
  it("tell what comes when, in days of UTC, and what is wrong", () => {
    expect([
      markWords("warn", violation, upTo("terminate"), now),
      markWords("warn", violation, upTo("stop"), now),
      markWords("stop", violation, upTo("terminate"), now),
      markWords("stop", violation, upTo("stop"), now),
      markWords("terminate", violation, upTo("terminate"), now),
    ]).toEqual([
      `stop on 2030-01-10, terminate on 2030-01-20: ${wrong}`,
      `stop on 2030-01-10: ${wrong}`,
      `stop on 2030-01-07, terminate on 2030-01-20: ${wrong}`,
      `stop on 2030-01-07: ${wrong}`,
      `terminate on 2030-01-07: ${wrong}`,
    ]);
  });

  it("shift with a warning or a stop that comes late", () => {
    const late = { ...violation, firstSeenAt: "2029-12-01T00:00:00.000Z" };
    expect([
      markWords("warn", late, upTo("terminate"), now),
      markWords("stop", late, upTo("terminate"), now),
    ]).toEqual([
      `stop on 2030-01-10, terminate on 2030-01-20: ${wrong}`,
      `stop on 2030-01-07, terminate on 2030-01-17: ${wrong}`,
    ]);
  });

  it("keep the day of the termination when an instance is stopped again", () => {
    const intendedAt = "2030-01-01T12:00:00.000Z";
    const acts = [{ what: "stop", runId: "r", intendedAt, endedAt: intendedAt, outcome: "done" }] as const;
    const again = { ...violation, firstSeenAt: "2029-12-20T00:00:00.000Z", acts: [...acts] };
    expect(markWords("stop", again, upTo("terminate"), now)).toBe(
      `stop on 2030-01-07, terminate on 2030-01-11: ${wrong}`,
    );
  });

  it("fit into a tag's value", () => {
    const many = Array.from(
      { length: 40 },
      (_, at) => ({ key: `key-${at}`, problem: "empty", words: "" }) as const,
    );
    const words = markWords("stop", { ...violation, problems: many }, upTo("stop"), now);
    expect([words.length, words.slice(0, 38), words.slice(-3)]).toEqual([
      256,
      "stop on 2030-01-07: key-0 empty, key-1",
      "...",
    ]);
  });
});

it("accompanies warnings only where something follows", () => {
  expect(
    (["report", "warn", "stop", "terminate"] as const).filter((stage) => marksWarned(upTo(stage))),
  ).toEqual(["stop", "terminate"]);
});
