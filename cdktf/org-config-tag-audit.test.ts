import { parseTagPolicy } from "@orgwatch/core/tag-audit/policy";
import { standardTagPolicy } from "@orgwatch/manifest/tag-policy";
import { InvalidOrgConfig, parseOrgConfig } from "./org-config";
import { tagPolicyOf } from "./org-config-tag-policy";
import { sampleInput } from "./testing/sample-config";

const forAll = { name: "everybody", require: [{ key: "project" }] };

/** Without the section's name in front of each path. */
function problemsOf(tagAudit: unknown, changes: Record<string, unknown> = {}): readonly string[] {
  try {
    parseOrgConfig({ ...sampleInput, ...changes, tagAudit });
  } catch (error) {
    if (error instanceof InvalidOrgConfig)
      return error.problems.map((problem) => problem.replace("tagAudit.", ""));
    throw error;
  }
  return [];
}

function policyFor(tagAudit: unknown): unknown {
  const section = parseOrgConfig({ ...sampleInput, tagAudit }).tagAudit;
  return section && JSON.parse(JSON.stringify(tagPolicyOf(section)));
}

describe("the section tagAudit", () => {
  it("needs its schemes only: what is left out has the standard's value, and nothing is done but reported", () => {
    const policy = policyFor({ schemes: [forAll] });
    expect(policy).toEqual(
      JSON.parse(
        JSON.stringify({
          ...standardTagPolicy,
          schemes: [
            {
              name: "everybody",
              accounts: [],
              organizationalUnits: [],
              require: [{ key: "project", ignoreCase: false }],
            },
          ],
        }),
      ),
    );
    expect(parseTagPolicy(policy).upTo).toBe("report");
  });

  it("becomes the setting that the lambdas read: keys and values without white space around them, no ARNs", () => {
    const policy = parseTagPolicy(
      policyFor({
        schemes: [
          {
            name: "everybody",
            require: [
              { key: " created_by ", principal: ["iam-user", "launcher", "identity-center"] },
              { key: "department", ignoreCase: true, values: [" sysops", "payments"] },
              { key: "project", pattern: "(?i)[a-z]+-\\d{4}" },
            ],
          },
          { name: "labs", accounts: ["333333333333"], require: [{ key: "until" }] },
        ],
        upTo: "terminate",
        afterHours: { warn: 1, stop: 2, terminate: 3 },
        graceMinutes: 60,
        actOnKept: ["auto-scaling"],
        exempt: { accounts: ["444444444444"] },
        canary: {
          kind: "instance",
          accountId: "222222222222",
          tags: { created_by: "cody", Name: "api-canary-<region>" },
        },
        whenCanaryFails: "act-elsewhere",
        caps: { instances: 5 },
        protection: "remove",
        ownerTag: "owner",
        digest: {
          from: "orgwatch@mail.example.com",
          to: ["security@example.com"],
          ownerDomains: ["example.com"],
          identityArn: "arn:aws:ses:us-west-2:222222222222:identity/example.com",
        },
        openSearch: {
          domainArn: "arn:aws:es:eu-west-1:222222222222:domain/tags",
          endpoint: "https://search-tags-abc.eu-west-1.es.amazonaws.com/",
        },
        identityCenter: { identityStoreId: "d-1234567890", region: "us-east-1" },
        keepDays: 30,
      }),
    );
    expect(policy).toEqual({
      schemes: [
        {
          name: "everybody",
          accounts: [],
          organizationalUnits: [],
          require: [
            { key: "created_by", ignoreCase: false, principal: ["iam-user", "launcher", "identity-center"] },
            { key: "department", ignoreCase: true, values: ["sysops", "payments"] },
            { key: "project", ignoreCase: false, pattern: "(?i)[a-z]+-\\d{4}" },
          ],
        },
        {
          name: "labs",
          accounts: ["333333333333"],
          organizationalUnits: [],
          require: [{ key: "until", ignoreCase: false }],
        },
      ],
      upTo: "terminate",
      afterHours: { warn: 1, stop: 2, terminate: 3 },
      graceMinutes: 60,
      actOnKept: ["auto-scaling"],
      exempt: { accounts: ["444444444444"], tagKey: "orgwatch:tag-exempt-until", mostDays: 90 },
      canary: {
        kind: "instance",
        accountId: "222222222222",
        tags: { created_by: "cody", Name: "api-canary-<region>" },
      },
      whenCanaryFails: "act-elsewhere",
      caps: { instances: 5, accountPercent: 20 },
      protection: "remove",
      ownerTag: "owner",
      digest: {
        from: "orgwatch@mail.example.com",
        to: ["security@example.com"],
        ownerDomains: ["example.com"],
      },
      openSearch: { endpoint: "https://search-tags-abc.eu-west-1.es.amazonaws.com", region: "eu-west-1" },
      identityStore: { id: "d-1234567890", region: "us-east-1" },
      keepDays: 30,
    });
  });

  it("says of every malformed value what was expected", () => {
    expect(
      problemsOf({
        schemes: [
          {
            name: "Everybody",
            accounts: ["payments"],
            organizationalUnits: ["r-ab12"],
            require: [
              { key: " " },
              { key: "a", values: [] },
              { key: "b", values: [""] },
              { key: "c", pattern: "(?!x)y" },
              { key: "d", principal: ["role"] },
              { keys: "e" },
            ],
          },
          { name: "empty", require: [] },
        ],
        graceMinutes: -1,
        upTo: "kill",
        afterHours: { warn: 0.5, stop: 9000 },
        actOnKept: ["kubernetes"],
        exempt: { accounts: ["x"], tagKey: "", mostDays: 0 },
        canary: { kind: "instance", accountId: "1", tags: {} },
        whenCanaryFails: "act",
        caps: { instances: 0, accountPercent: 101 },
        protection: "ignore",
        ownerTag: "",
        digest: { from: "orgwatch", to: [], ownerDomains: ["@example.com"], identityArn: "example.com" },
        openSearch: { domainArn: "tags", endpoint: "http://search.example.com" },
        identityCenter: { identityStoreId: "ssoins-1", region: "Oregon" },
        keepDays: 29,
        schedule: "daily",
      }),
    ).toEqual([
      'schemes[0].name: "Everybody" is not a scheme\'s name (small letters, digits and hyphens, at most 40)',
      'schemes[0].accounts[0]: "payments" is not an account id (12 digits in quotes)',
      'schemes[0].organizationalUnits[0]: "r-ab12" is not an OU id (it looks like ou-ab12-cdefgh34)',
      'schemes[0].require[0].key: " " is not a tag\'s key (at most 128 characters)',
      "schemes[0].require[1].values: must name at least one; leave it out when it does not matter",
      'schemes[0].require[2].values[0]: "" is not a tag\'s value (at most 256 characters, not empty)',
      'schemes[0].require[3].pattern: "(?!x)y" looks around, which RE2 cannot',
      'schemes[0].require[4].principal[0]: must be one of "iam-user", "identity-center", "launcher"',
      "schemes[0].require[5].key: is missing",
      "schemes[0].require[5].keys: is not a setting that Orgwatch knows",
      "schemes[1].require: must name at least one tag",
      "graceMinutes: must be a whole number from 0 to 10080",
      'upTo: must be one of "report", "warn", "stop", "terminate"',
      "afterHours.warn: must be a whole number from 0 to 8760",
      "afterHours.stop: must be a whole number from 0 to 8760",
      'actOnKept[0]: must be one of "auto-scaling", "eks", "karpenter", "spot", "import", "elastic-beanstalk", "emr"',
      'exempt.accounts[0]: "x" is not an account id (12 digits in quotes)',
      'exempt.tagKey: "" is not a tag\'s key (at most 128 characters)',
      "exempt.mostDays: must be a whole number from 1 to 3650",
      'canary.accountId: "1" is not an account id (12 digits in quotes)',
      "canary.tags: must name the tags by which the canaries are known",
      'whenCanaryFails: must be one of "report", "act-elsewhere"',
      "caps.instances: must be a whole number from 1 to 10000",
      "caps.accountPercent: must be a whole number from 1 to 100",
      'protection: must be one of "respect", "remove"',
      'ownerTag: "" is not a tag\'s key (at most 128 characters)',
      'digest.from: "orgwatch" is not an e-mail address',
      "digest.to: must name at least one reader",
      'digest.ownerDomains[0]: "@example.com" is not a domain (it looks like example.com)',
      'digest.identityArn: "example.com" is not the ARN of an identity of Amazon SES',
      'openSearch.domainArn: "tags" is not the ARN of a domain of Amazon OpenSearch Service',
      'openSearch.endpoint: "http://search.example.com" is not a domain\'s endpoint (it looks like https://search-tags-abc.us-west-2.es.amazonaws.com)',
      'identityCenter.identityStoreId: "ssoins-1" is not an identity store\'s id (it looks like d-1234567890)',
      'identityCenter.region: "Oregon" is not a region (it looks like us-west-2)',
      "keepDays: must be a whole number from 30 to 3650",
      "schedule: is not a setting that Orgwatch knows",
    ]);
  });

  it.each([
    ["no schemes", { schemes: [] }, "schemes: must have at least one scheme"],
    [
      "a canary of no kind",
      { schemes: [forAll], canary: "yes" },
      'canary: must be { kind: "count", mayDropPercent } or { kind: "instance", accountId, tags }',
    ],
  ])("refuses %s", (_, section, problem) => {
    expect(problemsOf(section)[0]).toBe(problem);
  });
});

describe("a section tagAudit that contradicts itself", () => {
  it("has a scheme for nobody else, or two, or accounts with two schemes", () => {
    const claims = { accounts: ["333333333333"], organizationalUnits: ["ou-ab12-cdefgh34"] };
    const labs = { ...forAll, name: "labs", ...claims };
    expect([
      problemsOf({ schemes: [labs] }),
      problemsOf({ schemes: [forAll, { ...forAll, name: "others" }] }),
      problemsOf({ schemes: [forAll, labs, labs] }),
    ]).toEqual([
      ["schemes: every scheme claims accounts or OUs; one must claim none, and holds for everybody else"],
      ["schemes: everybody and others claim neither accounts nor OUs; only one may hold for everybody else"],
      [
        "schemes: labs is named twice",
        "schemes: account 333333333333 is claimed more than once",
        "schemes: OU ou-ab12-cdefgh34 is claimed more than once",
      ],
    ]);
  });

  it("requires a key twice, also where only the case differs and does not count", () => {
    const requiring = (...require: readonly unknown[]) => problemsOf({ schemes: [{ ...forAll, require }] });
    expect([
      requiring({ key: "project" }, { key: "project " }),
      requiring({ key: "Project", ignoreCase: true }, { key: "project" }),
      requiring({ key: "Project" }, { key: "project" }),
    ]).toEqual([
      ['schemes: everybody requires "project" twice'],
      ['schemes: everybody requires "project" twice'],
      [],
    ]);
  });

  it("stops before it warned, or warns while nobody need have tagged anything yet", () => {
    expect([
      problemsOf({ schemes: [forAll], afterHours: { warn: 100 } }),
      problemsOf({ schemes: [forAll], afterHours: { terminate: 48 } }),
      problemsOf({ schemes: [forAll], graceMinutes: 1441 }),
      problemsOf({ schemes: [forAll], afterHours: { warn: 5, stop: 5, terminate: 5 }, graceMinutes: 300 }),
    ]).toEqual([
      ["afterHours.stop: 96 must not be below warn (100)"],
      ["afterHours.terminate: 48 must not be below stop (96)"],
      ["graceMinutes: 1441 must not be beyond afterHours.warn (1440 minutes)"],
      [],
    ]);
  });

  it("asks for people whom nobody can list, or takes the mark for an exemption", () => {
    const people = { ...forAll, require: [{ key: "created_by", principal: ["identity-center"] }] };
    expect([
      problemsOf({ schemes: [people] }),
      problemsOf({ schemes: [forAll], exempt: { tagKey: "orgwatch:tag-audit" } }),
    ]).toEqual([
      ["identityCenter: is missing; the scheme everybody asks for people of Identity Center"],
      ["exempt.tagKey: orgwatch:tag-audit is the tag by which Orgwatch marks what it acts on"],
    ]);
  });

  it("names what the lambdas cannot use from where they are", () => {
    const identityArn = "arn:aws:ses:us-east-1:222222222222:identity/example.com";
    const domainArn = "arn:aws-cn:es:cn-north-1:222222222222:domain/tags";
    expect(
      problemsOf({
        schemes: [forAll],
        digest: { from: "orgwatch@example.com", to: ["security@example.com"], identityArn },
        openSearch: { domainArn, endpoint: "https://tags.example.com" },
      }),
    ).toEqual([
      `digest.identityArn: ${identityArn} is not an identity of the security account 222222222222 in us-west-2, from where mails are sent`,
      `openSearch.domainArn: ${domainArn} does not belong to the partition aws`,
    ]);
  });

  it("does not fit into a setting", () => {
    const values = Array.from({ length: 200 }, (_, index) => `cost-centre-of-the-department-${index}-abcdef`);
    expect(problemsOf({ schemes: [{ ...forAll, require: [{ key: "cost", values }] }] })).toEqual([
      expect.stringMatching(
        /^tagAudit: takes \d+ bytes as a setting, and SSM holds 8192; claim OUs instead of accounts, or write a pattern instead of many values$/,
      ),
    ]);
  });

  it("is told with the problems of other sections", () => {
    expect(problemsOf({ schemes: [] }, { defaultTeam: "nobody", pagerduty: undefined })).toEqual([
      "schemes: must have at least one scheme",
      'defaultTeam: there is no team "nobody"',
    ]);
  });
});
