import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOrgConfig } from "@orgwatch/cdktf/org-config";
import { configPath, runInit } from "./testing/memory-organization";

const needed = [
  "--yes",
  "--team=security=#security:C0123ABCDEF",
  "--failover-email=security@example.com",
] as const;

const everything = [
  ...needed,
  "--security-account=222222222222",
  "--home-region=us-east-1",
  "--regions=us-east-1, us-west-2",
  "--team=app=#app-security:C0123ABCDEG",
  "--claims=app=444444444444,payments,ou-ab12-11111111",
  "--failover-email=ops@example.com",
  "--slack-workspace=T0123ABCDEF",
  "--slack-app=A0123ABCDEF",
  "--responder=U0123ABCDEF",
  "--responder=U0123ABCDEG",
  "--pagerduty-schedule=Security on call",
  "--pagerduty-schedule=app=App on call",
  "--job=security-groups",
  "--job=tag-audit",
  "--require-tags=project,owner:mail",
  "--security-profile=security",
];

const wholeConfig = {
  organization: { id: "o-z9y8x7w6v5", rootId: "r-ab12" },
  accounts: { management: "111111111111", infrasec: "222222222222" },
  partition: "aws",
  homeRegion: "us-east-1",
  regions: ["us-east-1", "us-west-2"],
  teams: [
    { name: "security", channels: { default: { id: "C0123ABCDEF", name: "#security" } } },
    {
      name: "app",
      accounts: ["444444444444"],
      organizationalUnits: ["ou-ab12-22222222", "ou-ab12-11111111"],
      channels: { default: { id: "C0123ABCDEG", name: "#app-security" } },
    },
  ],
  defaultTeam: "security",
  contacts: { failoverEmails: ["security@example.com", "ops@example.com"] },
  slack: {
    workspaceId: "T0123ABCDEF",
    appId: "A0123ABCDEF",
    responders: ["U0123ABCDEF", "U0123ABCDEG"],
  },
  pagerduty: { onCall: { security: { schedule: "Security on call" }, app: { schedule: "App on call" } } },
  securityGroups: {},
  tagAudit: { schemes: [{ name: "everybody", require: [{ key: "project" }, { key: "owner:mail" }] }] },
  guardDuty: { existingDetectors: { "us-west-2": "0".repeat(32) } },
};

/** What the text of a configuration file exports. */
async function exportedBy(text: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "orgwatch-init-"));
  try {
    const file = join(folder, "org.config.ts");
    await writeFile(file, text);
    return (await import(file)).orgConfig;
  } finally {
    await rm(folder, { recursive: true });
  }
}

it("writes what flags say into a file that synthesizes", async () => {
  const { code, out, err, files } = await runInit(everything);
  const exported = await exportedBy(files[configPath] ?? "");
  expect({ code, err, out, exported }).toEqual({
    code: 0,
    err: "",
    out: `Organization o-z9y8x7w6v5: 4 accounts, paid for by 111111111111.
Not active, and not watched: old shop (555555555555, suspended).
Organization trail acme: management events of all regions, files in the bucket acme-org-trail.
Wrote /repo/cdktf/org.config.ts.

Next:
  $ orgwatch doctor --before
  $ orgwatch deploy plan
  $ orgwatch deploy apply
`,
    exported: wholeConfig,
  });
  expect(parseOrgConfig(exported).defaultTeam).toBe("security");
});

it("has defaults for most: the administrator of GuardDuty, the own region, all that is enabled", async () => {
  const { code, files } = await runInit([...needed, "--out=/tmp/x/it's.json"]);
  expect([code, JSON.parse(files["/tmp/x/it's.json"] ?? "")]).toEqual([
    0,
    {
      ...wholeConfig,
      homeRegion: "us-west-2",
      teams: [wholeConfig.teams[0]],
      contacts: { failoverEmails: ["security@example.com"] },
      slack: undefined,
      pagerduty: undefined,
      securityGroups: undefined,
      tagAudit: undefined,
      guardDuty: undefined,
    },
  ]);
});

it("asks a person, again when the answer cannot be right, and shows defaults", async () => {
  const typed = [
    ...["555555555555", "", "us-west-3", "", "us-west-2", "us-west-2,us-east-1"],
    ...["", "", "#security", "C0123ABCDEF", "app", "", "C0123ABCDEG", "Shop, payments", ""],
    ...["nobody", "security@example.com", "T0123ABCDEF", "A0123ABCDEF", "U0123ABCDEF", "On call"],
    ...["maybe", "y", "n", "yes", "", "", "", ""],
  ];
  const { code, err, asked, files } = await runInit([], { typed });
  const exported = await exportedBy(files[configPath] ?? "");
  const { securityGroups: _, guardDuty: __, ...rest } = wholeConfig;
  expect({ code, err, asked: asked.slice(0, 25), exported }).toEqual({
    code: 0,
    err: `  accounts.infrasec: the account 555555555555 (old shop) is not active: suspended
  homeRegion: AWS knows no region us-west-3
  regions: us-east-1 is missing; root sign-ins of the whole partition are recorded only there
  teams[0].channels.default.id: "#security" is not a Slack channel id (it looks like C0123ABCDEF)
  contacts.failoverEmails[0]: "nobody" is not an e-mail address
  y or n
`,
    asked: [
      "Security account, which receives everything and runs the lambdas (id) [222222222222]: ",
      "Security account, which receives everything and runs the lambdas (id) [222222222222]: ",
      "Home region [us-west-2]: ",
      "Home region [us-west-2]: ",
      "Watched regions: every region that your accounts can use, separated by commas [us-east-1,us-west-2]: ",
      "Watched regions: every region that your accounts can use, separated by commas [us-east-1,us-west-2]: ",
      "Default team, which has every account that no other team claims (name) [security]: ",
      "Slack channel of security [#security]: ",
      "Its id, from the bottom of the channel's details (C…): ",
      "Its id, from the bottom of the channel's details (C…): ",
      "Another team (name; empty: no more): ",
      "Slack channel of app [#app]: ",
      "Its id, from the bottom of the channel's details (C…): ",
      "Accounts and OUs of app (ids or names, separated by commas): ",
      "Another team (name; empty: no more): ",
      "E-mail addresses that hear when Orgwatch itself fails, separated by commas: ",
      "E-mail addresses that hear when Orgwatch itself fails, separated by commas: ",
      "Slack workspace (T…; empty: messages have no buttons): ",
      "Slack app (A…): ",
      "Who may press buttons: Slack member ids (U…), separated by commas: ",
      "PagerDuty schedule of the default team (its name; empty: nobody is paged): ",
      "Watch AWS Support cases, too (y or n) [n]: ",
      "Watch AWS Support cases, too (y or n) [n]: ",
      "Watch changes of security groups, too (y or n) [n]: ",
      "Watch the tags of EC2 instances, too (y or n) [n]: ",
    ],
    exported: {
      ...rest,
      homeRegion: "us-west-2",
      regions: ["us-west-2", "us-east-1"],
      teams: [
        wholeConfig.teams[0],
        {
          name: "app",
          accounts: ["444444444444"],
          organizationalUnits: ["ou-ab12-22222222"],
          channels: { default: { id: "C0123ABCDEG", name: "#app" } },
        },
      ],
      contacts: { failoverEmails: ["security@example.com"] },
      slack: { workspaceId: "T0123ABCDEF", appId: "A0123ABCDEF", responders: ["U0123ABCDEF"] },
      pagerduty: { onCall: { security: { schedule: "On call" } } },
      supportCases: {},
      tagAudit: {
        schemes: [
          { name: "everybody", require: [{ key: "created_by" }, { key: "department" }, { key: "project" }] },
        ],
      },
    },
  });
});

it("tells all problems together, with the flags that mend them, and writes nothing", async () => {
  const args = [
    "--yes",
    "--security-account=555555555555",
    "--security-profile=security",
    "--regions=ap-east-1,eu-west-9,Oregon,us-east-1",
    "--team=app=app:#app",
    "--claims=app=nowhere",
    "--claims=infra=Shop",
    "--slack-app=A0123ABCDEF",
  ];
  expect(await runInit(args)).toEqual({
    code: 2,
    asked: [],
    files: {},
    out: expect.stringContaining("4 accounts"),
    err: `orgwatch: nothing was written: 11 problems
- regions[2]: "Oregon" is not a region (it looks like us-west-2) (--regions)
- teams[0].channels.default.id: "#app" is not a Slack channel id (it looks like C0123ABCDEF) (--team, --claims)
- contacts.failoverEmails: must name at least one person: it is the way that needs no Slack (--failover-email)
- slack.workspaceId: is missing (--slack-workspace)
- slack.responders: must name at least one person who may press buttons (--responder)
- accounts.infrasec: the account 555555555555 (old shop) is not active: suspended (--security-account)
- regions: ap-east-1 is not enabled in the account: leave it out, or aws account enable-region --region-name ap-east-1 (--regions)
- regions: AWS knows no region eu-west-9 (--regions)
- teams: the organization has no account or OU nowhere for app to claim (--team, --claims)
- teams: there is no team infra that could claim anything (--team, --claims)
- accounts.infrasec: the profile security belongs to the account 222222222222, which is not the security account 555555555555 (--security-account)
`,
  });
});

it("says what is missing when nobody is asked", async () => {
  const organization = { guardDutyAdministrators: async () => [], accounts: async () => [] };
  const { code, err } = await runInit(["--yes"], { organization });
  expect([code, err]).toEqual([
    2,
    `orgwatch: nothing was written: 3 problems
- accounts.infrasec: is missing (--security-account)
- teams: must name at least one team (--team, --claims)
- contacts.failoverEmails: must name at least one person: it is the way that needs no Slack (--failover-email)
`,
  ]);
});

describe("the organization", () => {
  it.each([
    [
      "is none",
      { organization: async () => undefined },
      "the account 111111111111 is in no organization: use the credentials of one that is, or make one in the account that is to pay for all (aws organizations create-organization --feature-set ALL)",
    ],
    [
      "may not be listed",
      { accountId: async () => "444444444444", refused: ["organizations:ListAccounts"] },
      "the account 444444444444 may not read the organization (organizations:ListAccounts): use the credentials of the management account 111111111111, or of an account that administers a service for it",
    ],
    [
      "may not even be described",
      { refused: ["organizations:DescribeOrganization"] },
      "the account 111111111111 may not read the organization (organizations:DescribeOrganization): use the credentials of its management account, or of an account that administers a service for it",
    ],
  ])("%s: clear words", async (_, organization, words) => {
    expect(await runInit(needed, { organization })).toEqual({
      code: 1,
      out: "",
      err: `orgwatch: ${words}\n`,
      asked: [],
      files: {},
    });
  });

  it("is not ready: what has to be done first", async () => {
    const organization = {
      organization: async () => ({
        id: "o-z9y8x7w6v5",
        managementAccount: "111111111111",
        partition: "aws",
        allFeatures: false,
      }),
      guardDutyAdministrators: async () => ["444444444444"],
      trustedServices: async () => [],
      organizationTrails: async () => [],
    };
    const { code, out } = await runInit([...needed, "--security-account=222222222222"], { organization });
    expect([code, out.split("\n").filter((line) => line.startsWith("- "))]).toEqual([
      0,
      [
        "- The organization only pays together; Orgwatch needs all its features. Management account: aws organizations enable-all-features",
        "- GuardDuty is administered by 444444444444, and there is only one administrator. Choose it (--security-account 444444444444), or remove it in each region. Management account: aws guardduty disable-organization-admin-account --admin-account-id 444444444444",
        "- The organization does not trust GuardDuty yet. Management account: aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com",
        "- The organization does not trust StackSets yet. Management account: aws cloudformation activate-organizations-access",
        "- There is no organization trail. Without one that records management events in all regions EventBridge hears neither of root use nor of findings that people archive. Make one for the organization.",
        "- Nobody looked whether GuardDuty is on already in 222222222222. Run this again with --security-profile <a profile of that account>: a second detector is refused.",
      ],
    ]);
  });

  it("hides what is not needed: it is written all the same", async () => {
    const refused = [
      "organizations:ListDelegatedAdministrators",
      "organizations:ListAWSServiceAccessForOrganization",
      "ec2:DescribeRegions",
      "cloudtrail:DescribeTrails",
    ];
    const args = [...needed, "--regions=us-east-1", "--home-region=us-east-1"];
    const { code, err, out } = await runInit(args, { organization: { refused } });
    expect([
      code,
      err,
      out.includes("may not see which services"),
      out.includes("may not look for an organization trail"),
      out.includes("Nobody looked"),
    ]).toEqual([0, "", true, true, true]);
  });
});

describe("a file that is there", () => {
  it("is replaced as long as nobody edited it", async () => {
    const { files } = await runInit(needed);
    const again = await runInit([...needed, "--job=support-cases"], { files });
    const same = await runInit(needed, { files });
    expect([again.code, Object.keys(again.files), same.files, same.out.includes("says all this")]).toEqual([
      0,
      [configPath],
      files,
      true,
    ]);
    expect(again.files).not.toEqual(files);
  });

  it("and was edited is not replaced without --force, which keeps a copy", async () => {
    const { files } = await runInit(needed);
    const edited = { [configPath]: (files[configPath] ?? "").replace("#security", "#secure") };
    const refused = await runInit([...needed, "--job=support-cases"], { files: edited });
    const typed = await runInit([], { files: edited, typed: [] });
    const forced = await runInit([...needed, "--force"], { files: edited });
    const words = `orgwatch: ${configPath} is there, and not as init wrote it: --force replaces it (and keeps a copy), --out writes another file\n`;
    expect([refused.code, refused.err, refused.files]).toEqual([1, words, edited]);
    expect([typed.code, typed.err, typed.asked]).toEqual([1, words, []]);
    expect([forced.code, forced.files]).toEqual([
      0,
      { ...files, [`${configPath}.20300107T093045Z`]: edited[configPath] },
    ]);
  });

  it("and is the shipped example makes room, and is kept beside it", async () => {
    const example = 'export const orgConfig = { organization: { id: "o-a1b2c3d4e5" } };';
    const { code, files } = await runInit(needed, { files: { [configPath]: example } });
    expect([code, files]).toEqual([
      0,
      { [configPath]: expect.any(String), [`${configPath}.20300107T093045Z`]: example },
    ]);
  });
});

it.each([
  ["nobody can be asked", [], 2, /^orgwatch: nobody can be asked here: give --yes/],
  ["a team of another look", ["--team=app"], 2, /A team looks like app=#app-security:C0123ABCDEF/],
  ["an unknown job", ["--job=laundry"], 2, /Allowed choices are support-cases, security-groups, tag-audit/],
  ["a file of another kind", ["--out=x.yaml"], 2, /The file ends with \.ts or \.json/],
])("says what is wrong with the usage: %s", async (_, args, code, words) => {
  expect(await runInit(args)).toEqual({
    code,
    out: "",
    err: expect.stringMatching(words),
    asked: [],
    files: {},
  });
});

it("stops where the person leaves", async () => {
  const { code, err, files } = await runInit([], { typed: [""] });
  expect([code, err, files]).toEqual([1, "\norgwatch: stopped; nothing was written\n", {}]);
});
