import { newLog } from "./log";
import { markSecret } from "./redact";

it("writes one JSON line with all ids and never a secret, however deep it sits", () => {
  markSecret("xoxb-deep-secret");
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  const errors = jest.spyOn(process.stderr, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  newLog("slack-notifier").with({ requestId: "r-1" }).with({ accountId: "111111111111" }).error("failed", {
    reason: "Error: token xoxb-deep-secret refused",
  });
  write.mockRestore();
  errors.mockRestore();
  const [line] = lines.map((text) => JSON.parse(text));
  expect({ count: lines.length, line }).toEqual({
    count: 1,
    line: expect.objectContaining({
      level: "ERROR",
      message: "failed",
      service: "slack-notifier",
      requestId: "r-1",
      accountId: "111111111111",
      reason: "Error: token [secret] refused",
    }),
  });
});
