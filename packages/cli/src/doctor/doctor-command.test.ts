import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryTrail } from "../init/testing/memory-organization";
import { brokenSetUps } from "./testing/broken-set-ups";
import { deployedSample, healthy } from "./testing/healthy-world";
import { type Held, payments, regions } from "./testing/held";
import { runDoctor } from "./testing/run-doctor";

const sample = deployedSample();
const root = ["--management-profile", "root"];
const everything = [...root, "--deep"];

it("finds nothing where all is well", async () => {
  const { folder, deployment } = await sample;
  expect(await runDoctor(healthy(deployment), folder, everything)).toEqual({
    code: 0,
    out: "0 broken, 0 unknown; 31 checks were made.\n",
    err: "",
  });
});

it.each(brokenSetUps)("names $name, and nothing else", async ({ breaks, says, args, skips = [] }) => {
  const { folder, deployment } = await sample;
  const held = healthy(deployment);
  breaks(held);
  const isBroken = says.startsWith("broken");
  const counted = isBroken ? "1 broken, 0 unknown" : "0 broken, 1 unknown";
  const skipped = skips.length > 0 ? `Not made, as nobody is signed in there: ${skips.join(", ")}.\n` : "";
  expect(await runDoctor(held, folder, args ?? everything)).toEqual({
    code: isBroken ? 1 : 2,
    out: `${says}\n\n${counted}; ${31 - skips.length} checks were made.\n${skipped}`,
    err: "",
  });
});

it("tells several things in the order of mending them, what is broken first", async () => {
  const { folder, deployment } = await sample;
  const held = healthy(deployment);
  held.regions["us-west-2"].denied.set("functions", "lambda:ListFunctions");
  held.regions["us-east-1"].rules.set("default/orgwatch-finding-alert", "DISABLED");
  held.trusted = ["member.org.stacksets.cloudformation.amazonaws.com"];
  expect(await runDoctor(held, folder)).toEqual({
    code: 1,
    out: `broken  trusted-access  organization o-a1b2c3d4e5: does not trust guardduty.amazonaws.com. in the management account: aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com
broken  rules  us-east-1 orgwatch-finding-alert: the rule is switched off. orgwatch deploy apply infrasec-admin-global
unknown  lambdas  us-west-2: may not look: the right lambda:ListFunctions is missing. give these credentials lambda:ListFunctions

2 broken, 1 unknown; 30 checks were made.
`,
    err: "",
  });
});

it("prints for a program what it prints for people", async () => {
  const { folder, deployment } = await sample;
  const held = healthy(deployment);
  held.buckets.clear();
  const { code, out, err } = await runDoctor(held, folder, ["--before", "--json"]);
  expect({ code, err, report: JSON.parse(out) }).toEqual({
    code: 1,
    err: "",
    report: {
      findings: [
        {
          check: "credentials",
          state: "unknown",
          where: "the management account 111111111111",
          what: "these credentials are of 222222222222: nobody looked here",
          mend: "name a profile of it with --management-profile",
        },
        {
          check: "state",
          state: "broken",
          where: "us-west-2 orgwatch-state-222222222222",
          what: "the account 222222222222 has no bucket for states",
          mend: "apply terraform/bootstrap there (orgwatch deploy apply does)",
        },
      ],
      looked: ["regions", "state", "slack", "pagerduty-key", "on-call", "secret-keys"],
      skipped: [
        "organization",
        "security-account",
        "trusted-access",
        "guardduty-administrator",
        "management-regions",
        "management-state",
        "trail",
      ],
    },
  });
});

it("never takes for well what it could not look at in time", async () => {
  const { folder, deployment } = await sample;
  const limits: number[] = [];
  const { code, out } = await runDoctor(healthy(deployment), folder, ["--after", "--json"], {
    limit: async (ms) => {
      limits.push(ms);
    },
  });
  const { findings, looked } = JSON.parse(out);
  expect({ code, limits: new Set(limits), late: findings.slice(1) }).toEqual({
    code: 2,
    limits: new Set([120_000]),
    late: looked.map((check: string) => ({
      check,
      state: "unknown",
      where: "everywhere",
      what: "could not look: no answer within 120 seconds",
      mend: "see to the reason, and run doctor again",
    })),
  });
});

it("tells who watches how far it is, and what it still looks at", async () => {
  const { folder, deployment } = await sample;
  const shown: string[] = [];
  const onStatus = (text: string) => void shown.push(text);
  await runDoctor(healthy(deployment), folder, everything, { onStatus });
  const numbers = shown.map((text) => Number(/^(\d+) of 31 checks made, looking at [a-z-]+/.exec(text)?.[1]));
  // At the end there is nothing left to look at, and the line goes away.
  expect([shown[0], numbers.slice(0, -2), shown.slice(-2)]).toEqual([
    "0 of 31 checks made, looking at organization",
    numbers.slice(0, -2).toSorted((one, other) => one - other),
    ["31 of 31 checks made", ""],
  ]);
});

it("looks at one region when it is told to", async () => {
  const { folder, deployment } = await sample;
  const held = healthy(deployment);
  for (const region of regions) held.regions[region].keys.clear();
  expect(await runDoctor(held, folder, ["--after", ...root, "--region", "us-east-1"])).toEqual({
    code: 1,
    out: `broken  keys  us-east-1 alias/orgwatch-failover: there is no such key. orgwatch deploy apply infrasec-admin-global
broken  keys  us-east-1 alias/orgwatch: there is no such key. orgwatch deploy apply infrasec-admin-global

2 broken, 0 unknown; 18 checks were made.
`,
    err: "",
  });
});

it("says after a deployment what only the checks before it would have said otherwise", async () => {
  const { folder, deployment } = await sample;
  const held = healthy(deployment);
  held.administrators.set("us-west-2", payments);
  held.regions["us-west-2"].parameters.delete("/pagerduty/api-token");
  expect(await runDoctor(held, folder, ["--after", ...root])).toEqual({
    code: 1,
    out: `broken  delegation  us-west-2: GuardDuty is administered by the account ${payments}. make ${payments} the security account in cdktf/org.config.ts, or in the management account: aws guardduty disable-organization-admin-account --region us-west-2 --admin-account-id ${payments}
unknown  by-hand  PagerDuty: there is no API key: set PAGERDUTY_TOKEN or store it in SSM. see to the reason, and run doctor again

1 broken, 1 unknown; 18 checks were made.
`,
    err: "",
  });
});

it.each([
  ["--before", 13],
  ["--after", 18],
])("looks for the trail %s a deployment, and tells each thing that it lacks", async (half, checks) => {
  const { folder, deployment } = await sample;
  const held = healthy(deployment);
  held.trails = [{ ...memoryTrail, logging: false, allRegions: false }];
  const lost = "root use, changes of security groups and findings that people archive may go unheard";
  expect(await runDoctor(held, folder, [half, ...root])).toEqual({
    code: 1,
    out: `broken  trail  us-west-2 trail acme: is switched off: ${lost}. in the management account: aws cloudtrail start-logging --region us-west-2 --name acme
broken  trail  us-west-2 trail acme: is of one region only: ${lost}. in the management account: aws cloudtrail update-trail --region us-west-2 --name acme --is-multi-region-trail

2 broken, 0 unknown; ${checks} checks were made.
`,
    err: "",
  });
});

it("never prints a secret", async () => {
  const { folder, deployment } = await sample;
  const breaks = (held: Held) => {
    held.slack.error = "hush";
    held.pagerduty.schedules = [];
    for (const { parameters } of Object.values(held.regions))
      for (const parameter of parameters.values())
        Object.assign(parameter, { value: "hu sh", type: "String" });
  };
  const held = healthy(deployment);
  breaks(held);
  const { out, err } = await runDoctor(held, folder, everything, { pagerdutyToken: "hu sh" });
  expect(/hu sh/.test(`${out}${err}`)).toBe(false);
});

it.each([
  [
    "both and one half",
    ["--before", "--deep"],
    "error: option '--before' cannot be used with option '--deep'\n(--help tells more)\n",
  ],
  [
    "a region that is not watched",
    ["--region", "eu-west-1"],
    "orgwatch: eu-west-1 is not watched: the configuration has us-west-2, us-east-1\n",
  ],
])("says what is wrong with the usage: %s", async (_, args, words) => {
  const { folder, deployment } = await sample;
  expect(await runDoctor(healthy(deployment), folder, args)).toEqual({ code: 2, out: "", err: words });
});

it("expects nothing of a job that was taken out of the configuration", async () => {
  const { folder, deployment } = await sample;
  const held = healthy(deployment);
  const out = mkdtempSync(join(tmpdir(), "orgwatch-doctor-"));
  cpSync(join(folder, "out"), out, { recursive: true });
  // What an earlier synthesis left: a later one writes no such stack, and removes none.
  cpSync(join(out, "stacks/org-root"), join(out, "stacks/old-job"), { recursive: true });
  const stack = join(out, "stacks/old-job/cdk.tf.json");
  writeFileSync(stack, readFileSync(stack, "utf8").replaceAll('"orgwatch', '"old'));
  const told = await runDoctor(held, folder, [...everything, "--out", out]);
  rmSync(out, { recursive: true });
  expect(told).toEqual({ code: 0, out: "0 broken, 0 unknown; 31 checks were made.\n", err: "" });
});

it("says that it reads JSON where the stacks are HCL", async () => {
  const { folder, deployment } = await sample;
  const out = mkdtempSync(join(tmpdir(), "orgwatch-doctor-"));
  cpSync(join(folder, "out"), out, { recursive: true });
  rmSync(join(out, "stacks/org-root/cdk.tf.json"));
  const { code, err } = await runDoctor(healthy(deployment), folder, ["--out", out]);
  rmSync(out, { recursive: true });
  expect([code, err]).toEqual([
    2,
    `orgwatch: ${join(out, "stacks/org-root")} holds no cdk.tf.json: doctor reads what pnpm synth writes without --hcl\n`,
  ]);
});

it.each([
  ["no configuration", ["--config", "none.json"], /^orgwatch: none\.json cannot be read: Error: ENOENT/],
  ["nothing synthesized", ["--out", "none"], /^orgwatch: there are no stacks in none.stacks: run pnpm synth/],
])("says what is missing: %s", async (_, args, words) => {
  const { folder, deployment } = await sample;
  const { code, out, err } = await runDoctor(healthy(deployment), folder, args);
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: expect.stringMatching(words) });
});
