import { runDeploy } from "./testing/memory-deploy";

const destroy = [
  "destroy",
  "--auto-approve",
  "--management-profile=management",
  "--security-profile=security",
];
const applied = ["org-root", "pagerduty", "infrasec-admin-global", "support-cases"];

it("goes backwards, and keeps data with the key that makes them readable", async () => {
  const { code, err, out, files } = await runDeploy([...destroy, "--keep-data"], { applied });
  expect({ code, err, end: out.split("\n\n").at(-1) }).toEqual({
    code: 0,
    err: "",
    end: `support-cases          destroyed, kept aws_dynamodb_table.cases_11, aws_s3_bucket.bucket_12
infrasec-admin-global  destroyed, kept aws_guardduty_detector.detector_14, aws_kms_key.key_5, aws_kms_alias.alias_7
pagerduty              destroyed
org-root               destroyed
`,
  });
  const kept = (stack: string) => JSON.parse(files[`/repo/cdktf.out/kept/${stack}/cdk.tf.json`] ?? "{}");
  expect(
    [kept("support-cases"), kept("infrasec-admin-global")].map(({ resource, data }) => ({ resource, data })),
  ).toEqual([
    {
      resource: {
        aws_dynamodb_table: { cases_11: expect.objectContaining({ name: "support-cases" }) },
        aws_s3_bucket: { bucket_12: expect.objectContaining({ bucket: "reports" }) },
        aws_s3_bucket_policy: { policy_13: expect.anything() },
      },
      data: { aws_kms_alias: { key_9: expect.anything() } },
    },
    {
      resource: {
        aws_guardduty_detector: { detector_14: expect.anything() },
        aws_kms_key: { key_5: expect.anything() },
        aws_kms_alias: { alias_7: expect.objectContaining({ name: "alias/orgwatch" }) },
      },
    },
  ]);
  expect(out).toContain(
    "$ AWS_PROFILE=security terraform -chdir=cdktf.out/kept/support-cases plan -input=false -detailed-exitcode -out=../../plans/support-cases.tfplan\n",
  );
  expect(out).toContain(
    "$ AWS_PROFILE=management terraform -chdir=cdktf.out/stacks/org-root plan -destroy -input=false -detailed-exitcode -out=../../plans/org-root.tfplan\n",
  );
});

it("keeps the key also when no job is configured any more: data of one may still lie under it", async () => {
  const { code, out } = await runDeploy([...destroy, "--keep-data"], {
    applied: applied.slice(0, 3),
    config: { supportCases: undefined },
  });
  expect([code, out.split("\n\n").at(-1)]).toEqual([
    0,
    `infrasec-admin-global  destroyed, kept aws_guardduty_detector.detector_14, aws_kms_key.key_5, aws_kms_alias.alias_7
pagerduty              destroyed
org-root               destroyed
`,
  ]);
});

it("refuses a bucket whose stack forbids it, and says what may be done", async () => {
  const refusal = `╷
│ Error: Instance cannot be destroyed
│
│ Resource aws_s3_bucket.bucket_12 has
│ lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.
╵`;
  const { code, err, out } = await runDeploy(destroy, { applied, fails: { "support-cases plan": refusal } });
  expect([code, out.includes(" apply "), err]).toEqual([
    1,
    false,
    `
orgwatch: support-cases: the plan would delete data that nobody can make again: bucket aws_s3_bucket.bucket_12. Nothing was changed.
To keep them and destroy the rest, add --keep-data. To lose them for good, first:
  $ AWS_PROFILE=security terraform -chdir=cdktf.out/stacks/support-cases state rm aws_s3_bucket.bucket_12   # and empty and delete the bucket in S3
Run the same command again to go on: what is done already is left as it is.
`,
  ]);
});

it("leaves alone what another stack still needs, and the key of data that were kept", async () => {
  const one = ["destroy", "infrasec-admin-global", "--auto-approve", "--security-profile=security"];
  const job = ["aws_dynamodb_table.cases_11", "aws_s3_bucket.bucket_12", "aws_s3_bucket_policy.policy_13"];
  const data = { applied, addresses: { "support-cases": job } };
  const [whole, kept, keeping] = [
    await runDeploy(one, { applied }),
    await runDeploy(one, data),
    await runDeploy([...one, "--keep-data"], data),
  ];
  expect([whole, kept, keeping].map(({ code, err }) => [code, err.split("\n")[1]])).toEqual([
    [
      1,
      "orgwatch: infrasec-admin-global: support-cases still stands and needs infrasec-admin-global: destroy that first",
    ],
    [
      1,
      "orgwatch: infrasec-admin-global: support-cases keeps data whose key goes with infrasec-admin-global: add --keep-data, or destroy support-cases with its data first",
    ],
    [0, undefined],
  ]);
});

it("leaves GuardDuty on: AWS deletes no detector of an administrator with members", async () => {
  const { code, out, files } = await runDeploy(destroy, { applied: applied.slice(0, 3) });
  expect([code, out.split("\n\n").at(-1)]).toEqual([
    0,
    `support-cases          nothing of it is there
infrasec-admin-global  destroyed, kept aws_guardduty_detector.detector_14
pagerduty              destroyed
org-root               destroyed
`,
  ]);
  expect(
    JSON.parse(files["/repo/cdktf.out/kept/infrasec-admin-global/cdk.tf.json"] ?? "{}").resource,
  ).toEqual({
    aws_guardduty_detector: { detector_14: expect.anything() },
  });
});

it("has nothing to do where nothing was applied", async () => {
  const { code, out } = await runDeploy(destroy, { applied: ["pagerduty"] });
  expect([code, out.split("\n\n").at(-1)]).toEqual([
    0,
    `support-cases          nothing of it is there
infrasec-admin-global  nothing of it is there
pagerduty              destroyed
org-root               was never applied
`,
  ]);
});
