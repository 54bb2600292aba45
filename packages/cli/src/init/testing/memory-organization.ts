// An organization in memory, and `orgwatch init` run in it as a person does.

import { memoryCases } from "../../cases/testing/memory-home";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import { type CallerAccount, MayNot, type TrailFact } from "../caller-account";

/** Its parts may be replaced; a call whose action is in `refused` is not allowed. */
export type MemoryOrganization = Partial<CallerAccount> & { readonly refused?: readonly string[] };

/** Where the configuration is in these tests. */
export const configPath = "/repo/cdktf/org.config.ts";

/** Its trail, which records all that Orgwatch listens for. */
export const memoryTrail: TrailFact = {
  name: "acme",
  homeRegion: "us-west-2",
  allRegions: true,
  logging: true,
  managementEvents: ["read", "write"],
  bucket: "acme-org-trail",
};

/** Four accounts, one of them suspended; the credentials are the management account's. */
export function memoryOrganization({ refused = [], ...parts }: MemoryOrganization = {}): CallerAccount {
  const answer = async <Value>(action: string, value: Value) => {
    if (refused.includes(action)) throw new MayNot(action, undefined);
    return value;
  };
  const units: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>> = {
    "r-ab12": [{ id: "ou-ab12-11111111", name: "Workloads" }],
    "ou-ab12-11111111": [{ id: "ou-ab12-22222222", name: "Payments" }],
  };
  return {
    accountId: async () => "111111111111",
    organization: () =>
      answer("organizations:DescribeOrganization", {
        id: "o-z9y8x7w6v5",
        managementAccount: "111111111111",
        partition: "aws",
        allFeatures: true,
      }),
    accounts: () =>
      answer("organizations:ListAccounts", [
        { id: "111111111111", name: "Acme", state: "ACTIVE" },
        { id: "222222222222", name: "security", state: "ACTIVE" },
        { id: "444444444444", name: "Shop", state: "ACTIVE" },
        { id: "555555555555", name: "old shop", state: "SUSPENDED" },
      ]),
    roots: () => answer("organizations:ListRoots", ["r-ab12"]),
    unitsIn: (parent) => answer("organizations:ListOrganizationalUnitsForParent", [...(units[parent] ?? [])]),
    guardDutyAdministrators: () => answer("organizations:ListDelegatedAdministrators", ["222222222222"]),
    trustedServices: () =>
      answer("organizations:ListAWSServiceAccessForOrganization", [
        "guardduty.amazonaws.com",
        "member.org.stacksets.cloudformation.amazonaws.com",
      ]),
    regions: () =>
      answer("ec2:DescribeRegions", [
        { name: "us-west-2", enabled: true },
        { name: "us-east-1", enabled: true },
        { name: "ap-east-1", enabled: false },
      ]),
    detectorIn: (region) =>
      answer("guardduty:ListDetectors", region === "us-west-2" ? "0".repeat(32) : undefined),
    organizationTrails: () => answer("cloudtrail:DescribeTrails", [memoryTrail]),
    bucketRegion: async (name) => (name === memoryTrail.bucket ? "us-west-2" : undefined),
    ...parts,
  };
}

/** What a test says about the world; `typed` are the lines of a person, who leaves after the last one. */
export type InitRun = {
  readonly organization?: MemoryOrganization;
  /** The account of the profile `security`. */
  readonly security?: MemoryOrganization;
  readonly files?: Readonly<Record<string, string>>;
  readonly typed?: readonly string[];
};

/** Runs a command line after `init` on 2030-01-07 at 09:30:45 UTC; `asked` are the questions. */
export async function runInit(args: readonly string[], world: InitRun = {}) {
  const files = new Map(Object.entries(world.files ?? {}));
  const asked: string[] = [];
  const lines = [...(world.typed ?? [])];
  let [out, err] = ["", ""];
  const code = await runProgram(["init", ...args], {
    ...memoryManualOps(),
    ...memoryCases(),
    ...memoryInventory(),
    ...memorySg(),
    ...memoryTagAudit(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: new AbortController().signal,
    ownRegion: async () => "us-west-2",
    now: () => new Date("2030-01-07T09:30:45.123Z"),
    init: {
      configPath,
      accountAs: (profile) =>
        memoryOrganization(
          profile === undefined
            ? world.organization
            : { accountId: async () => "222222222222", ...world.security },
        ),
      files: {
        read: async (path) => files.get(path),
        write: async (path, text) => void files.set(path, text),
        keep: async (from, copy) => void files.set(copy, files.get(from) ?? ""),
      },
      converse:
        world.typed &&
        (() => ({
          ask: async (question) => {
            asked.push(question);
            return lines.shift();
          },
          close: () => {},
        })),
    },
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      colours: false,
    },
  });
  return { code, out, err, asked, files: Object.fromEntries(files) };
}
