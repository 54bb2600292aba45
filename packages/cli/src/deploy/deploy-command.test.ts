import { runDeploy } from "./testing/memory-deploy";

const signedIn = ["--management-profile=management", "--security-profile=security"];
const apply = ["apply", "--auto-approve", ...signedIn];
const everything = ["org-root", "pagerduty", "infrasec-admin-global", "support-cases"];
const written = `$ npx pnpm@10.34.8 build
bundled
$ npx pnpm@10.34.8 synth --config cdktf/org.config.ts --out cdktf.out
`;

/** What is shown of one stack. */
function stackLines(stack: string, words: readonly string[], said = "Plan: some.") {
  const [account, profile] =
    stack === "org-root" ? ["111111111111", "management"] : ["222222222222", "security"];
  const note = stack === "pagerduty" ? "   # with PAGERDUTY_TOKEN" : "";
  const terraform = (args: string) =>
    `$ AWS_PROFILE=${profile} terraform -chdir=cdktf.out/stacks/${stack} ${args}${note}\n`;
  const plan = `../../plans/${stack}.tfplan`;
  const steps: Readonly<Record<string, string>> = {
    heading: `\n== ${stack} (account ${account})\n`,
    again: `\n== ${stack} (account ${account}), once more: the HTTP API has an address for its webhooks now\n`,
    init: `${terraform("init -input=false")}init done\n`,
    plan: `${terraform(`plan -input=false -detailed-exitcode -out=${plan}`)}${said}\n${terraform(`show -json ${plan}`)}`,
    apply: `${terraform(`apply -input=false ${plan}`)}apply done\n`,
  };
  return words.map((word) => steps[word]).join("");
}

function bootstrapLines(account: string, profile: string) {
  const terraform = (args: string) =>
    `$ AWS_PROFILE=${profile} AWS_REGION=us-west-2 terraform -chdir=cdktf.out/bootstrap/${account} ${args}\n`;
  return `\n== state bucket orgwatch-state-${account} (account ${account}, us-west-2)
${terraform("init -input=false")}init done
${terraform(`apply -input=false -auto-approve -var=bucket_name=orgwatch-state-${account}`)}apply done
`;
}

it("tells who watches what it waits for in silence", async () => {
  const shown: string[] = [];
  await runDeploy(["plan", "org-root", "--no-build", ...signedIn], {
    applied: everything,
    onStatus: (text) => shown.push(text),
  });
  expect(shown).toEqual(["writing the stacks", "", "waiting for terraform show", "", ""]);
});

it("makes the state buckets, applies each stack in its order, and PagerDuty's once more", async () => {
  const whole = ["heading", "init", "plan", "apply"];
  expect(await runDeploy(apply)).toEqual({
    code: 0,
    err: "",
    asked: [],
    files: {
      "/repo/cdktf.out/bootstrap/111111111111": "bootstrap",
      "/repo/cdktf.out/bootstrap/222222222222": "bootstrap",
    },
    out: [
      written,
      bootstrapLines("111111111111", "management"),
      bootstrapLines("222222222222", "security"),
      stackLines("org-root", whole),
      stackLines("pagerduty", whole),
      stackLines("infrasec-admin-global", whole),
      stackLines("support-cases", whole),
      stackLines("pagerduty", ["again", "plan"], "No changes."),
      `
org-root               applied
pagerduty              applied
infrasec-admin-global  applied
support-cases          applied
pagerduty again        nothing to change

Next:
  $ orgwatch doctor --after --management-profile management --security-profile security
  $ AWS_PROFILE=security orgwatch test-alert
`,
    ].join(""),
  });
});

it("changes nothing when it is run again, and makes no bucket twice", async () => {
  const { code, out, asked } = await runDeploy(["apply", "--no-build", ...signedIn], {
    applied: everything,
    answers: [],
  });
  expect({ code, asked, out }).toEqual({
    code: 0,
    asked: [],
    out: [
      "$ npx pnpm@10.34.8 synth --config cdktf/org.config.ts --out cdktf.out\n",
      ...everything.map((stack) => stackLines(stack, ["heading", "init", "plan"], "No changes.")),
      `
org-root               nothing to change
pagerduty              nothing to change
infrasec-admin-global  nothing to change
support-cases          nothing to change

Next:
  $ orgwatch doctor --after --management-profile management --security-profile security
  $ AWS_PROFILE=security orgwatch test-alert
`,
    ].join(""),
  });
});

it("stops at the first failure, leaves what comes after alone, and says how to go on", async () => {
  const { code, out, err, files } = await runDeploy(apply, {
    fails: { "infrasec-admin-global apply": "Error: quota" },
  });
  expect({ code, err, touched: out.includes("== support-cases"), files: Object.keys(files).length }).toEqual({
    code: 1,
    err: `
orgwatch: infrasec-admin-global: terraform apply failed
What was done before stays:
org-root   applied
pagerduty  applied
Run the same command again to go on: what is done already is left as it is.
`,
    touched: false,
    files: 2,
  });
});

it("names who holds the lock, and how to break a dead one", async () => {
  const lock = `╷
│ Error: Error acquiring the state lock
│
│ Lock Info:
│   ID:        8f2d1c1e-1111-2222-3333-444444444444
│   Path:      orgwatch-state-111111111111/orgwatch/org-root.tfstate
│   Operation: OperationTypePlan
│   Who:       ana@laptop
│   Created:   2030-01-07 09:00:00.1 +0000 UTC
╵`;
  const { code, err } = await runDeploy(apply, { fails: { "org-root plan": lock } });
  expect([code, err]).toEqual([
    1,
    `
orgwatch: org-root: another run, ana@laptop, since 2030-01-07 09:00:00.1 +0000 UTC, holds the lock of this state. Wait for it. If it is dead: AWS_PROFILE=management terraform -chdir=cdktf.out/stacks/org-root force-unlock 8f2d1c1e-1111-2222-3333-444444444444
Run the same command again to go on: what is done already is left as it is.
`,
  ]);
});

it("asks before each change, and takes everything but a yes for a no", async () => {
  const { code, asked, err } = await runDeploy(["apply", ...signedIn], {
    buckets: ["orgwatch-state-111111111111", "orgwatch-state-222222222222"],
    answers: [true, false],
  });
  expect({ code, asked, err }).toEqual({
    code: 1,
    asked: ["Apply org-root?", "Apply pagerduty?"],
    err: `
orgwatch: pagerduty: nobody said yes
What was done before stays:
org-root  applied
Run the same command again to go on: what is done already is left as it is.
`,
  });
});

it("shows a state bucket before it asks for it, too, and makes exactly what was shown", async () => {
  const { code, asked, out, err } = await runDeploy(["apply", ...signedIn], { answers: [true, false] });
  const bootstrap = (account: string) => out.split(`bootstrap/${account} `).slice(1);
  const [init, plan, apply] = bootstrap("111111111111").map((text) => text.split("\n")[0]);
  expect({ code, asked, err, init, plan, apply, second: bootstrap("222222222222").length }).toEqual({
    code: 1,
    asked: [
      "Make the state bucket orgwatch-state-111111111111?",
      "Make the state bucket orgwatch-state-222222222222?",
    ],
    err: `
orgwatch: the state bucket orgwatch-state-222222222222: nobody said yes
Run the same command again to go on: what is done already is left as it is.
`,
    init: "init -input=false",
    plan: "plan -input=false -out=bucket.tfplan -var=bucket_name=orgwatch-state-111111111111",
    apply: "apply -input=false bucket.tfplan",
    second: 2,
  });
});

it("keeps the states in their buckets when a plan without one was killed", async () => {
  const left = "/repo/cdktf.out/stacks/org-root/orgwatch_empty_state_override.tf.json";
  for (const what of ["plan", "apply", "destroy"]) {
    const approved = what === "plan" ? [] : ["--auto-approve"];
    const { code, files } = await runDeploy([what, "org-root", ...approved, ...signedIn], {
      applied: ["org-root"],
      files: { [left]: "an empty state beside it" },
    });
    expect([what, code, Object.keys(files)]).toEqual([what, 0, []]);
  }
});

it("ends in order when it is interrupted", async () => {
  const { code, err } = await runDeploy(apply, { interruptedAt: "org-root apply" });
  expect([code, err.split("\n")[1]]).toEqual([1, "orgwatch: org-root: it was stopped"]);
});

it.each([
  [
    "in the wrong accounts",
    { signedIn: { management: "333333333333", security: "222222222222" } },
    apply,
    "org-root belongs into the management account 111111111111, and the profile management is of 333333333333: name a profile of it with --management-profile\n",
  ],
  [
    "with the ordinary credentials of one account only",
    { signedIn: { "": "222222222222" } },
    ["plan"],
    "org-root belongs into the management account 111111111111, and these credentials are of 222222222222: name a profile of it with --management-profile\n",
  ],
  [
    "where nobody is signed in",
    {},
    ["plan", "--skip=pagerduty"],
    "org-root belongs into the management account 111111111111, and nobody is signed in (there is no profile): name a profile of it with --management-profile\norgwatch: infrasec-admin-global, support-cases belong into the security account 222222222222, and nobody is signed in (there is no profile): name a profile of it with --security-profile\n",
  ],
  [
    "without PagerDuty's key",
    { pagerdutyToken: undefined },
    apply,
    "the stack pagerduty needs a PagerDuty API key that may write, in PAGERDUTY_TOKEN; --skip pagerduty leaves it out\n",
  ],
  [
    "for a stack that is not there",
    {},
    ["plan", "tag-audit", ...signedIn],
    "the configuration has no stack tag-audit; it has org-root, pagerduty, infrasec-admin-global, support-cases\n",
  ],
  [
    "when nobody can be asked",
    {},
    ["destroy", ...signedIn],
    "nobody can be asked here: give --auto-approve\n",
  ],
])("does nothing %s", async (_words, world, args, err) => {
  const ran = await runDeploy(args, world);
  expect([ran.code, ran.err, ran.out.includes("terraform")]).toEqual([2, `orgwatch: ${err}`, false]);
});
