// Terraform's own judgement of the synthesized stacks: schemas of the real provider, references, expressions.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { terraformVariables } from "../scripts/terraform-mirror";
import { sampleConfig } from "./testing/sample-config";
import { synthesizeToFolder } from "./testing/synthesized";

describe.each(["events-v2", "sns-https"] as const)("terraform validate, with %s", (delivery) => {
  const detectors = { "us-west-2": "12abc34d567e8fa901bc2d34e56789f0" };
  const onCall = { infra: { schedule: "Infrastructure on call" } };
  const folder = synthesizeToFolder(
    sampleConfig({ guardDuty: { existingDetectors: detectors }, pagerduty: { delivery, onCall } }),
  );
  const variables = terraformVariables(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  function terraform(stack: string, ...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync("terraform", args, {
      cwd: join(folder, "out", "stacks", stack),
      encoding: "utf8",
      env: { ...process.env, ...variables },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  it.each(["org-root", "infrasec-admin-global", "support-cases", "sg-chatops", "tag-audit", "inventory"])(
    "accepts %s",
    (stack) => {
      expect(terraform(stack, "init", "-backend=false", "-input=false", "-no-color")).toMatchObject({
        status: 0,
      });
      expect(terraform(stack, "validate", "-no-color")).toEqual({
        status: 0,
        output: "Success! The configuration is valid.\n\n",
      });
    },
    120_000,
  );
});
