// What init prints: what it found, and what comes next.
import { cleanLine } from "../terminal";
import type { OrganizationFacts } from "./organization-facts";

/** One paragraph about the organization. */
export function foundAsText({ id, managementAccount, accounts }: OrganizationFacts): string {
  const idle = accounts.filter(({ state }) => state !== "ACTIVE");
  const named = idle.slice(0, 5).map(({ id, name, state }) => {
    return `${cleanLine(name, 40)} (${id}, ${state.toLowerCase().replaceAll("_", " ")})`;
  });
  const more = idle.length > named.length ? `, and ${idle.length - named.length} more` : "";
  const left = idle.length === 0 ? "" : `Not active, and not watched: ${named.join(", ")}${more}.\n`;
  const count = accounts.length === 1 ? "1 account" : `${accounts.length} accounts`;
  return `Organization ${id}: ${count}, paid for by ${managementAccount}.\n${left}`;
}

/** What is wrong, one a line, for standard error. */
export function problemsAsText(problems: readonly string[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return `orgwatch: nothing was written: ${count}\n${problems.map((problem) => `- ${cleanLine(problem, 500)}\n`).join("")}`;
}

/** The end: steps by hand, then the commands. `file` is undefined where every command finds the file by itself. */
export function nextAsText(steps: readonly string[], file: string | undefined): string {
  const option = file === undefined ? "" : ` --config ${shellWord(file)}`;
  const first = steps.length === 0 ? "" : `\nBefore the first deployment:\n${steps.map(line).join("")}`;
  const commands = ["doctor --before", "deploy plan", "deploy apply"];
  return `${first}\nNext:\n${commands.map((words) => `  $ orgwatch ${words}${option}\n`).join("")}`;
}

function line(step: string): string {
  return `- ${cleanLine(step, 500)}\n`;
}

function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
