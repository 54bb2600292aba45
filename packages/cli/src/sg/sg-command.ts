// `orgwatch sg`: its three commands, and what they need.
import type { Command } from "commander";
import type { CasesDependencies } from "../cases/cases-command";
import { addDecide } from "./decide-command";
import { addList } from "./list-command";
import type { SgRegion } from "./sg-region";
import { addShow } from "./show-command";

export type SgDependencies = CasesDependencies & {
  readonly sgIn: (region: string) => SgRegion;
  /** The ARN of whoever runs this program, as AWS says it. */
  readonly callerIn: (region: string) => Promise<string>;
  /** Asks a question that only a yes agrees to; undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Another one at each call. */
  readonly newId: () => string;
};

/** Adds the commands to the program; `ended` hears the exit code (0 or 1). */
export function addSg(program: Command, dependencies: SgDependencies, ended: (code: number) => void): void {
  const group = program
    .command("sg")
    .summary("security-group changes of all accounts, and decisions about them")
    .description(
      "Reads the security-group changes of the whole organization from Orgwatch's table, and decides about them.",
    );
  addList(group, dependencies, ended);
  addShow(group, dependencies, ended);
  addDecide(group, dependencies, ended);
}
