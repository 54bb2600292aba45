// `orgwatch sg decide`: Keep and Deny without Slack.
import type { SgDecision } from "@orgwatch/core/handed";
import type { Change } from "@orgwatch/core/security-groups/change";
import { Argument, type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { nameIn } from "../account-names";
import { atHome, credentialsHelp, type HomeRegion, homeRegionOption } from "../home-region";
import { cleanLine } from "../terminal";
import { UsageProblem } from "../words-of-error";
import { findChange } from "./find-change";
import { followDecision } from "./follow-decision";
import { whyDecided } from "./refuse-decision";
import { changeAsText, takeBackLines } from "./render-change";
import { endAsText, isGood } from "./render-end";
import type { SgDependencies } from "./sg-command";
import type { SgRegion } from "./sg-region";

const decisions = ["keep", "deny"] as const;
const wishes = z.object({ wanted: z.string().trim(), what: z.enum(decisions) });
const options = z.object({
  reason: z.string().optional(),
  yes: z.boolean().optional(),
  region: z.string().optional(),
});

const help = `
The lambda sg-decisions decides, as for a button in Slack: the first decision counts, and nobody decides about a change of their own unless the
policy allows it. Deny takes back exactly this change; a rule that somebody changed since is not touched.
Exit code: 0 kept or taken back, 1 not, 2 wrong usage. Ctrl-C ends the waiting and never the decision. ${credentialsHelp}

Examples:
  $ orgwatch sg decide 4f1c2a9e deny --reason "nobody needs SSH from everywhere"
  $ orgwatch sg decide 4f1c2a9e keep --yes`;

/** A decision as the command line says it. */
type Wish = z.infer<typeof wishes> & z.infer<typeof options>;

/** `decide`: shows the change, asks, hands the decision over, and tells what came of it. */
export function addDecide(group: Command, dependencies: SgDependencies, ended: (code: number) => void): void {
  group
    .command("decide")
    .description("Keeps a security-group change, or denies it and takes it back.")
    .argument("<change>", "its id, or the first 8 or more characters of it within 30 days")
    .addArgument(new Argument("<decision>", "what to do").choices(decisions))
    .option("--reason <text>", "why; it is recorded, and shown in Slack", reasonOption)
    .option("--yes", "do not ask")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addHelpText("after", help)
    .action(async (wanted: unknown, what: unknown, given: unknown) => {
      const wish = { ...wishes.parse({ wanted, what }), ...options.parse(given) };
      ended(await decide(wish, dependencies));
    });
}

async function decide(wish: Wish, dependencies: SgDependencies): Promise<number> {
  const { terminal, now, sgIn, callerIn, ask, newId } = dependencies;
  if (!wish.yes && ask === undefined) throw new UsageProblem("nobody can be asked here: give --yes");
  return atHome(wish.region, dependencies, async ({ accounts }, region) => {
    const sg = sgIn(region);
    const change = await showOpenChange(wish.wanted, sg, accounts, dependencies);
    if (change === undefined) return 1;
    terminal.out(`\n${intentOf(wish.what, change)}`);
    if (!wish.yes && !(await ask?.(wish.what === "deny" ? "Deny it?" : "Keep it?"))) {
      terminal.out("Nothing was decided.\n");
      return 1;
    }
    const by = personOf(await callerIn(region));
    const decision = decisionOf(wish, change, { id: `cli/${newId()}`, by, at: now().toISOString() });
    await sg.handDecision(decision);
    const end = await followDecision(decision, change, sg.changes, dependencies);
    terminal.out(endAsText(end));
    return isGood(end) ? 0 : 1;
  });
}

/** Prints the change; undefined, and the reason is printed, when there is nothing to decide. */
async function showOpenChange(
  wanted: string,
  { changes }: SgRegion,
  accounts: HomeRegion["accounts"],
  { terminal, timeZone, now }: SgDependencies,
): Promise<Change | undefined> {
  const found = await findChange(wanted, changes, now());
  if ("problem" in found) {
    terminal.err(`orgwatch: ${found.problem}\n`);
    return undefined;
  }
  const { change } = found;
  const accountName = nameIn(await accounts())(change.accountId);
  terminal.out(changeAsText({ ...change, accountName }, { timeZone, colours: terminal.colours }));
  const refused = whyDecided(change, now());
  if (refused === undefined) return change;
  terminal.err(`orgwatch: ${refused}\n`);
  return undefined;
}

function intentOf(what: Wish["what"], change: Change): string {
  return what === "keep" ? "Keep leaves it as it is.\n" : `Deny:\n${takeBackLines(change).join("\n")}\n`;
}

function decisionOf(
  { what, reason }: Wish,
  { changeId }: Change,
  facts: Pick<SgDecision, "id" | "by" | "at">,
): SgDecision {
  return {
    kind: "sg-decision",
    changeId,
    what,
    via: "cli",
    ...facts,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The caller by ARN, and for people the end of it: a user's name, or the session of a role. */
function personOf(arn: string): SgDecision["by"] {
  return { id: arn, name: arn.split(/[/:]/).at(-1) || arn };
}

function reasonOption(value: string): string | undefined {
  if ([...value].length > 500) throw new InvalidArgumentError("A reason has at most 500 characters.");
  return cleanLine(value, 500) || undefined;
}
