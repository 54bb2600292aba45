import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { readDefinition } from "../state-machines/read-definition";
import { planSweeps } from "./plan-sweeps";

it("lets a machine run all lambdas of both passes, by a definition that the sandbox can run", () => {
  const sweep = defineSweep({
    ...{ name: "dust", summary: "Sweeps", impact: "Dust", stack: "tests" },
    ...{ plan: "plan", each: "each", finish: "finish", concurrency: 1, timeoutMinutes: 1 },
    second: { plan: "decide", each: "act", concurrency: 2 },
    schedule: { expression: "rate(1 day)", words: "daily" },
  });
  const [planned] = planSweeps({
    endpoint: "http://127.0.0.1:1",
    organization: {
      ...{ id: "o-acme", managementAccountId: "999999999999", infrasecAccountId: "111122223333" },
      ...{ homeRegion: "us-west-2", regions: ["us-west-2"], accounts: [] },
    },
    ...{ teams: ["platform"], defaultTeam: "platform", lambdas: [], tables: [], settings: {}, secrets: {} },
    sweeps: [sweep],
  });
  const arn = "arn:aws:lambda:us-west-2:111122223333:function:orgwatch";
  expect(planned?.roles[0]?.policies[0]?.Statement[0]).toEqual({
    Sid: "Steps",
    Effect: "Allow",
    Action: ["lambda:InvokeFunction"],
    Resource: ["plan", "each", "decide", "act", "finish"].map((name) => `${arn}-${name}`),
  });
  expect(readDefinition(JSON.stringify(planned?.machine.definition))).toHaveProperty("machine");
});
