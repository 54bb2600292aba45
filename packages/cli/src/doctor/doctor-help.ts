// The end of `orgwatch doctor --help`.
import { columns } from "../columns";
import type { Check } from "./check";

/** What the checks are, whose credentials they take, and what the exit code says. */
export function helpOfDoctor(checks: readonly Check[]): string {
  const rows = checks.map(({ id, when, what, deep }) => [
    `  ${id}`,
    deep ? "--deep" : when === "always" ? when : `--${when}`,
    what,
  ]);
  return `
Credentials are those of the AWS command line (AWS_PROFILE, AWS_REGION, …), of the security account or of the management account; a profile of
the other one is named with --management-profile or --security-profile. Reading is enough. PagerDuty's API key comes from PAGERDUTY_TOKEN or,
without it, from SSM; Slack's from SSM. No value of a secret is printed.
Exit code: 0 all is well, 1 something is broken, 2 nothing is known to be broken but not everything could be looked at, or wrong usage.

Checks:
${columns(rows).join("\n")}

Examples:
  $ orgwatch doctor --before --management-profile acme-root      before the first deployment
  $ orgwatch doctor --management-profile acme-root               everything
  $ orgwatch doctor --after --region us-west-2 --json            what was deployed in one region, for a program`;
}
