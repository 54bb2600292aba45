import { asJson, asTypeScript, isUnedited } from "./render-config";

const config = {
  accounts: { management: "111111111111", infrasec: "222222222222" },
  homeRegion: "us-west-2",
  regions: ["us-west-2", "us-east-1"],
  tagAudit: {
    schemes: [
      {
        name: "everybody",
        require: [
          { key: "created_by", note: undefined },
          { key: "a rather long key" },
          { key: "another key" },
        ],
      },
    ],
  },
  guardDuty: { existingDetectors: { "us-west-2": "12" } },
};

// Without the comments, of which only the examples are shown.
const whole = `// Written by \`orgwatch init\` from the organization itself, and yours to edit. Every problem of it is listed at once by \`pnpm synth\`.
import type { OrgConfigInput } from "./org-config";

export const orgConfig: OrgConfigInput = {

  accounts: { management: "111111111111", infrasec: "222222222222" },

  homeRegion: "us-west-2",
  regions: ["us-west-2", "us-east-1"],




  // slack: { workspaceId: "T0123ABCDEF", appId: "A0123ABCDEF", responders: ["U0123ABCDEF"] },

  // pagerduty: { onCall: { security: { schedule: "Security on call" } } },

  // supportCases: {},

  // securityGroups: {},

  tagAudit: {
    schemes: [
      {
        name: "everybody",
        require: [{ key: "created_by" }, { key: "a rather long key" }, { key: "another key" }],
      },
    ],
  },

  // inventory: {},

  // alerts: { alertFrom: 7, notifyFrom: 0 },

  guardDuty: { existingDetectors: { "us-west-2": "12" } },

  // logRetentionDays: 90, stateBucket: { infrasec: "acme-states" }, tags: { application: "orgwatch" },
};
// As orgwatch init wrote it: <checksum>
`;

it("prints data as the formatter would, below what it is about, and shows what is left out", () => {
  const text = asTypeScript(config, "./org-config");
  const shown = text.split("\n").filter((line) => !line.startsWith("  // ") || / \w+: \{.*\},$/.test(line));
  expect(shown.join("\n").replace(/[0-9a-f]{16}\n$/, "<checksum>\n")).toBe(whole);
});

it("notices every change of what it wrote", () => {
  const text = asTypeScript(config, "./org-config");
  const changed = [
    text,
    text.replace("us-east-1", "us-east-2"),
    text.split("// As orgwatch")[0] ?? "",
    `${text}// x`,
    "",
  ];
  expect(changed.map(isUnedited)).toEqual([true, false, false, false, false]);
});

it("writes JSON without what is not there", () => {
  expect(asJson({ partition: "aws", slack: undefined })).toBe('{\n  "partition": "aws"\n}\n');
});
