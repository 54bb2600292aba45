// Terraform as a child process.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { UsageProblem } from "../words-of-error";
import type { RunTerraform, TerraformCall } from "./deploy-world";

/** Of the environment, what would count before a profile. */
const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/**
 * Runs `command`. It has a process group of its own, so that a Ctrl-C reaches it once, by `signal`, and it ends in order: the second one would make
 * Terraform leave its lock and its state behind.
 */
export function runTerraform(
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = process.env,
  command = "terraform",
): RunTerraform {
  return (call, hear) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, [`-chdir=${call.folder}`, ...call.args], {
        env: environmentOf(call, environment),
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      const interrupt = () => void child.kill("SIGINT");
      signal.addEventListener("abort", interrupt);
      if (signal.aborted) interrupt();
      let [stdout, output] = ["", ""];
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        output += text;
        hear(text);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        hear(text);
      });
      child.on("error", (error) => reject(missing(error, command)));
      child.on("close", (status, killedBy) => {
        signal.removeEventListener("abort", interrupt);
        resolve({ status: status ?? 128 + constants.signals[killedBy ?? "SIGTERM"], stdout, output });
      });
    });
}

function environmentOf(
  { profile, environment: more }: TerraformCall,
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(environment).filter(
    ([name]) => profile === undefined || !keys.includes(name),
  );
  return {
    ...Object.fromEntries(inherited),
    ...(profile === undefined ? {} : { AWS_PROFILE: profile }),
    // Leaves out advice on commands that this program runs anyway.
    TF_IN_AUTOMATION: "1",
    ...more,
  };
}

function missing(error: Error, command: string): Error {
  if (!("code" in error) || error.code !== "ENOENT") return error;
  return new UsageProblem(`${command} is not on the PATH: install Terraform 1.10 or newer`, { cause: error });
}
