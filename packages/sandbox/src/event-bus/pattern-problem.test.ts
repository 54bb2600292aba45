import { patternProblem } from "./pattern-problem";

describe("patternProblem", () => {
  it("finds nothing wrong with a good pattern", () => {
    const pattern = {
      source: ["aws.ec2"],
      detail: { x: [{ numeric: [">", 1] }, "a"] },
      $or: [{ account: ["1"] }, { region: [{ prefix: "us-" }] }],
    };
    expect(patternProblem(JSON.stringify(pattern))).toBeUndefined();
  });

  it.each([
    ["{", "it is not a JSON object"],
    ["{}", "Empty objects are not allowed"],
    ['{"source":"aws.ec2"}', '"source" must be an object or an array'],
    ['{"source":[]}', "Empty arrays are not allowed"],
    ['{"detail":{"x":[{"like":"a"}]}}', "Unrecognized match type like"],
    ['{"$or":["a"]}', '"$or" must be an array of objects'],
    ['{"$or":[{"source":[]}]}', "Empty arrays are not allowed"],
  ])("refuses %s", (pattern, reason) => {
    expect(patternProblem(pattern)).toBe(`Event pattern is not valid. Reason: ${reason}`);
  });
});
