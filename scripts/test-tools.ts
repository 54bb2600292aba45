// The tools that some levels of the tests need beside Node, and how one tells that they are there.
import { spawnSync } from "node:child_process";
import { ensureMoto } from "@orgwatch/sandbox/moto-command";

export type Tool = "moto" | "terraform" | "chromium";

/** Undefined when the tool is there; otherwise what is missing, in one line. moto is installed when it can be. */
export function missingTool(tool: Tool): string | undefined {
  switch (tool) {
    case "moto":
      return missingMoto();
    case "terraform":
      return answers("terraform", ["version"]) ? undefined : "terraform is not on the PATH";
    case "chromium":
      return chromium() ? undefined : "Chromium is not installed (set CHROMIUM_PATH if it is elsewhere)";
  }
}

function missingMoto(): string | undefined {
  try {
    ensureMoto(console.log);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll("\n", " ") : String(error);
  }
}

/** The same browser that the page tests start. */
function chromium(): boolean {
  return answers(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", ["--version"]);
}

function answers(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
