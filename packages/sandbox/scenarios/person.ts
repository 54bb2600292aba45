// A person at a terminal of the sandbox: profiles of both accounts, Terraform, and `orgwatch`.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformVariables } from "../../../scripts/terraform-mirror";
import type { Sandbox } from "../src/sandbox";

const root = join(import.meta.dirname, "../../..");

/** What a command left: its exit code, standard output and standard error. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

export type Person = {
  /** Runs `orgwatch` in the repository, signed in to the account of a profile. */
  readonly orgwatch: (profile: Profile, ...args: readonly string[]) => Promise<Ran>;
};
export type Profile = "management" | "security";

/** Where `orgwatch doctor` asks Slack and PagerDuty. */
export function vendorOptions({ url }: Sandbox): readonly string[] {
  return ["--slack-api", `${url}/_slack/api`, "--pagerduty-api", `${url}/_pagerduty/api`];
}

/** `folder` gets the files that a person has in the home directory. */
export function personAt({ url, organization }: Sandbox, folder: string): Person {
  const profile = (name: Profile, id: string) =>
    `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = sandbox\n`;
  const credentials = join(folder, "credentials");
  writeFileSync(
    credentials,
    profile("management", organization.managementAccountId) +
      profile("security", organization.infrasecAccountId),
  );
  const environment = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: url,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_CONFIG_FILE: join(folder, "none"),
    AWS_REGION: organization.homeRegion,
    AWS_EC2_METADATA_DISABLED: "true",
    ...terraformVariables(folder),
    // The provider waits 25 s for each queue and 55 s for each bucket: more of them at a time.
    TF_CLI_ARGS_apply: "-parallelism=50",
  };
  return {
    orgwatch: (name, ...args) =>
      run(["packages/cli/src/main.ts", ...args], { ...environment, AWS_PROFILE: name }),
  };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, "node_modules/.bin/tsx"), args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ code: status ?? 1, out, err }));
  });
}
