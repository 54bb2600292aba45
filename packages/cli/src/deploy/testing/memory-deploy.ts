// Two accounts, Terraform and its states in memory, and `orgwatch deploy` run in them as a person does.
import { basename, dirname } from "node:path";
import { type OrgConfigInput, parseOrgConfig } from "@orgwatch/cdktf/org-config";
import { memoryCases } from "../../cases/testing/memory-home";
import { MayNot } from "../../init/caller-account";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import { UsageProblem } from "../../words-of-error";
import type { TerraformCall, TerraformRan, WrittenStack } from "../deploy-world";
import { stackJson } from "./sample-stacks";

/** What a test says about the world; the rest is two signed-in profiles and nothing deployed. */
export type MemoryDeploy = {
  readonly config?: Partial<OrgConfigInput>;
  /** Accounts by profile; "" is the ordinary chain. */
  readonly signedIn?: Readonly<Record<string, string>>;
  /** The stacks that stand already, with their state buckets. */
  readonly applied?: readonly string[];
  /** The bucket's name by itself is enough. */
  readonly buckets?: readonly string[];
  /** GuardDuty detectors of the security account, by region; "refused" where nobody may look. */
  readonly detectors?: Readonly<Record<string, string>> | "refused";
  /** `terraform state list` of a stack, where it is not all that the stack has. */
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  /** `terraform state pull` of a stack. */
  readonly pulled?: Readonly<Record<string, string>>;
  /** `terraform show -json` of a stack's plan. */
  readonly plans?: Readonly<Record<string, unknown>>;
  /** What a command says instead of succeeding: `org-root apply`. It then fails. */
  readonly fails?: Readonly<Record<string, string>>;
  /** A command during which the person presses Ctrl-C. */
  readonly interruptedAt?: string;
  /** What a person answers; nobody can be asked without it. */
  readonly answers?: readonly boolean[];
  readonly pagerdutyToken?: string | undefined;
  /** What an earlier run left in the file system. */
  readonly files?: Readonly<Record<string, string>>;
  /** Hears the status line; nobody watches without it. */
  readonly onStatus?: (text: string) => void;
};

/** The configuration of these tests; a section each for PagerDuty and a job. */
export const sample: OrgConfigInput = {
  organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12" },
  accounts: { management: "111111111111", infrasec: "222222222222" },
  homeRegion: "us-west-2",
  regions: ["us-west-2", "us-east-1"],
  teams: [{ name: "infra", channels: { default: { id: "C0123ABCDEF", name: "#security" } } }],
  defaultTeam: "infra",
  contacts: { failoverEmails: ["security@example.com"] },
  pagerduty: { onCall: { infra: { schedule: "On call" } } },
  supportCases: {},
};

const profiles = { management: "111111111111", security: "222222222222" };

/** Runs a command line after `deploy`. `asked` are the questions, `files` what was written and is still there. */
export async function runDeploy(args: readonly string[], world: MemoryDeploy = {}) {
  const said = { out: "", err: "" };
  const asked: string[] = [];
  const files = new Map<string, string>(Object.entries(world.files ?? {}));
  const stop = new AbortController();
  const config = parseOrgConfig({ ...sample, ...world.config });
  const code = await runProgram(["deploy", ...args], {
    ...memoryManualOps(),
    ...memoryCases(),
    ...memorySg(),
    ...memoryTagAudit(),
    ...memoryInventory(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: stop.signal,
    ownRegion: async () => "us-west-2",
    pagerdutyToken: "pagerdutyToken" in world ? world.pagerdutyToken : "u+key",
    ask: world.answers && asker(world.answers, asked),
    terminal: {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      colours: false,
      ...(world.onStatus && { status: world.onStatus }),
    },
    deploy: {
      configPath: "/repo/cdktf/org.config.ts",
      out: "/repo/cdktf.out",
      cwd: "/repo",
      readConfig: async (path) => {
        if (path !== "/repo/cdktf/org.config.ts") throw new UsageProblem(`${path} cannot be read`);
        return config;
      },
      build: async (hear) => hear("bundled\n"),
      synthesize: async (given, out): Promise<readonly WrittenStack[]> =>
        ["org-root", "pagerduty", "infrasec-admin-global", "support-cases"]
          .filter((name) => name !== "pagerduty" || given.pagerduty !== undefined)
          .filter((name) => name !== "support-cases" || given.supportCases !== undefined)
          .map((name) => ({ name, folder: `${out}/stacks/${name}`, json: stackJson(name, given) })),
      terraform: memoryTerraform(world, stop),
      accountAs: (profile = "") => accountOf(profile, world),
      bucketExists: async (_profile, { name, accountId }) =>
        (world.buckets ?? []).includes(name) ||
        (world.applied ?? []).some(
          (stack) => profiles[stack === "org-root" ? "management" : "security"] === accountId,
        ),
      files: {
        copyBootstrap: async (folder) => void files.set(folder, "bootstrap"),
        write: async (path, text) => void files.set(path, text),
        privateFolder: async () => {},
        remove: async (path) => void files.delete(path),
      },
    },
  });
  return { code, ...said, asked, files: Object.fromEntries(files) };
}

function asker(answers: readonly boolean[], asked: string[]) {
  const left = [...answers];
  return async (question: string) => {
    asked.push(question);
    return left.shift() ?? false;
  };
}

function accountOf(profile: string, { signedIn = profiles, detectors = {} }: MemoryDeploy) {
  return {
    accountId: async () => {
      const id = new Map(Object.entries(signedIn)).get(profile);
      if (id === undefined) throw new Error(`there is no profile ${profile}`);
      return id;
    },
    detectorIn: async (region: string) => {
      if (detectors === "refused") throw new MayNot("guardduty:ListDetectors", undefined);
      return detectors[region];
    },
  };
}

/** Each stack is changed by its first apply and its destroy, and by nothing else. */
function memoryTerraform(world: MemoryDeploy, stop: AbortController) {
  const applied = new Set(world.applied);
  const answer = (status: number, output: string): TerraformRan => ({ status, stdout: output, output });
  const run = ({ folder, args }: TerraformCall): TerraformRan => {
    const stack = basename(folder);
    const [subcommand = ""] = args;
    const kept = basename(dirname(folder)) === "kept";
    const failure = world.fails?.[`${stack} ${subcommand}`];
    if (world.interruptedAt === `${stack} ${subcommand}`) stop.abort();
    if (failure !== undefined) return answer(1, `${failure}\n`);
    const wanted = !args.includes("-destroy") && !kept;
    switch (
      args
        .filter((arg) => !arg.startsWith("-"))
        .slice(0, 2)
        .join(" ")
    ) {
      case "plan":
        if (applied.has(stack) === wanted) return answer(0, "No changes.\n");
        return answer(args.includes("-detailed-exitcode") ? 2 : 0, "Plan: some.\n");
      case "state list":
        return answer(0, applied.has(stack) ? addressesOf(stack, world) : "");
      case "state pull":
        return answer(0, world.pulled?.[stack] ?? "");
      default:
    }
    if (subcommand === "show") return answer(0, JSON.stringify(world.plans?.[stack] ?? {}));
    if (subcommand === "apply" && applied.has(stack)) applied.delete(stack);
    else if (subcommand === "apply") applied.add(stack);
    return answer(0, `${subcommand} done\n`);
  };
  return async (call: TerraformCall, hear: (text: string) => void) => {
    const ran = run(call);
    hear(ran.output);
    return ran;
  };
}

function addressesOf(stack: string, { addresses }: MemoryDeploy): string {
  const { resource } = stackJson(stack, parseOrgConfig(sample));
  const all = Object.entries(resource).flatMap(([type, byId]) =>
    Object.keys(byId).map((id) => `${type}.${id}`),
  );
  return (addresses?.[stack] ?? all).map((address) => `${address}\n`).join("");
}
