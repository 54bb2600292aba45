import { runDeploy } from "./testing/memory-deploy";

const signedIn = ["--management-profile=management", "--security-profile=security"];
const apply = ["apply", "--auto-approve", ...signedIn];

it("applies one stack, but not before what it needs", async () => {
  const early = await runDeploy(["apply", "support-cases", "--auto-approve", "--security-profile=security"], {
    applied: ["pagerduty"],
  });
  const late = await runDeploy(["apply", "support-cases", "--auto-approve"], {
    applied: ["infrasec-admin-global"],
    signedIn: { "": "222222222222" },
  });
  expect([early.code, early.err.split("\n")[1], late.code, late.out.split("\n\n").at(-2)]).toEqual([
    1,
    "orgwatch: support-cases: support-cases needs infrasec-admin-global, which was never applied: apply that first",
    0,
    "support-cases  applied",
  ]);
});

it("has Terraform take over detectors that delegation made", async () => {
  const detectors = { "us-west-2": "a".repeat(32), "us-east-1": "b".repeat(32) };
  const own = JSON.stringify({
    resources: [
      { type: "aws_guardduty_detector", instances: [{ attributes: { id: detectors["us-west-2"] } }] },
    ],
  });
  const { code, out } = await runDeploy([...apply, "infrasec-admin-global"], {
    applied: ["org-root"],
    buckets: ["orgwatch-state-222222222222"],
    detectors,
    pulled: { "infrasec-admin-global": own },
  });
  expect({ code, out: out.slice(out.indexOf("state pull"), out.indexOf(" plan ")) }).toEqual({
    code: 0,
    out: `state pull
GuardDuty is on already in the security account. Terraform takes these detectors over instead of making others:
  us-east-1  ${detectors["us-east-1"]}
By hand they would be named in the configuration: guardDuty: { existingDetectors: {"us-east-1":"${detectors["us-east-1"]}"} }
$ AWS_PROFILE=security terraform -chdir=cdktf.out/stacks/infrasec-admin-global`,
  });
});

it("tells doctor where the stacks are, and whose credentials to use", async () => {
  const { out } = await runDeploy([...apply, "org-root", "--out=elsewhere"]);
  expect([out.includes("-chdir=elsewhere/stacks/org-root "), out.split("\n\n").at(-1)]).toEqual([
    true,
    "Next:\n  $ orgwatch doctor --after --out elsewhere --management-profile management --security-profile security\n  $ AWS_PROFILE=security orgwatch test-alert\n",
  ]);
});

it("says so when it may not look for detectors", async () => {
  const { code, out } = await runDeploy(apply, { detectors: "refused" });
  expect([code, out.includes("may not look for GuardDuty detectors (guardduty:ListDetectors)")]).toEqual([
    0,
    true,
  ]);
});

it("plans a first deployment as far as one can, without a state", async () => {
  const { code, out, files } = await runDeploy(["plan", ...signedIn]);
  expect([code, out.split("\n\n").at(-1), out.includes(" apply "), Object.keys(files)]).toEqual([
    0,
    `org-root               would be changed
pagerduty              would be changed
infrasec-admin-global  would be changed
support-cases          planned when infrasec-admin-global is applied
`,
    false,
    ["/repo/cdktf.out/bootstrap/111111111111", "/repo/cdktf.out/bootstrap/222222222222"],
  ]);
  expect(out).toContain(
    "$ AWS_PROFILE=management TF_DATA_DIR=/repo/cdktf.out/plans/org-root.terraform terraform -chdir=cdktf.out/stacks/org-root init -input=false\n",
  );
});

it("applies nothing that would make a protected table or a bucket anew", async () => {
  const gone = (type: string, address: string, before: object) => ({
    address,
    type,
    change: { actions: ["delete", "create"], before },
  });
  const resource_changes = [
    gone("aws_dynamodb_table", "aws_dynamodb_table.cases", {
      name: "support-cases",
      deletion_protection_enabled: true,
    }),
    gone("aws_dynamodb_table", "aws_dynamodb_table.free", {
      name: "free",
      deletion_protection_enabled: false,
    }),
    gone("aws_s3_bucket", "aws_s3_bucket.reports", { bucket: "reports" }),
    { address: "x", type: "aws_s3_bucket", change: { actions: ["update"], before: { bucket: "other" } } },
  ];
  const { code, err, out } = await runDeploy([...apply, "support-cases"], {
    applied: ["infrasec-admin-global"],
    plans: { "support-cases": { resource_changes } },
  });
  expect([code, out.includes(" apply "), err]).toEqual([
    1,
    false,
    `
orgwatch: support-cases: the plan would delete data that nobody can make again: table support-cases, bucket reports. Nothing was changed.
Take back the change of the configuration that asks for it, or add a new one beside it. To lose them for good, first:
  $ AWS_PROFILE=security aws dynamodb update-table --region us-west-2 --table-name support-cases --no-deletion-protection-enabled
  $ AWS_PROFILE=security terraform -chdir=cdktf.out/stacks/support-cases state rm aws_s3_bucket.reports   # and empty and delete the bucket in S3
Run the same command again to go on: what is done already is left as it is.
`,
  ]);
});

it("lets no detector go, and says how Terraform forgets it", async () => {
  const address = "aws_guardduty_detector.us-east-1_detector_15";
  const change = { actions: ["delete"], before: { id: "b".repeat(32) } };
  const { code, err, out } = await runDeploy([...apply, "infrasec-admin-global"], {
    applied: ["org-root"],
    plans: {
      "infrasec-admin-global": { resource_changes: [{ address, type: "aws_guardduty_detector", change }] },
    },
  });
  expect([code, out.includes("infrasec-admin-global apply "), err.split("\n").slice(1, -2)]).toEqual([
    1,
    false,
    [
      `orgwatch: infrasec-admin-global: the plan would delete data that nobody can make again: detector ${"b".repeat(32)}. Nothing was changed.`,
      "Take back the change of the configuration that asks for it, or add a new one beside it. To have Terraform forget what goes on in AWS, first:",
      `  $ AWS_PROFILE=security terraform -chdir=cdktf.out/stacks/infrasec-admin-global state rm ${address}`,
    ],
  ]);
});
