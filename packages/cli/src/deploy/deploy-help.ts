// What stands at the end of `orgwatch deploy --help`.

/** Credentials, order, what is written, exit codes, examples. */
export const howDeployWorks = `
The order is org-root (management account), pagerduty, infrasec-admin-global, then the jobs (security account); destroy goes backwards. The lambdas are
bundled and the stacks written to cdktf.out/stacks first. An account without a state bucket gets one (terraform/bootstrap). Each command of Terraform is
shown before it runs and can be run by hand. Nothing is done with credentials of another account, and nothing that would delete protected tables,
buckets or GuardDuty detectors.
Destroy leaves GuardDuty on (AWS deletes no detector of an administrator with members), and the state buckets.
Credentials are those of the AWS command line, or of the two profiles; PAGERDUTY_TOKEN holds the API key for the stack pagerduty.
Exit code: 0 done, 1 it stopped (what was done before stays; run it again), 2 wrong usage or credentials.

Examples:
  $ orgwatch deploy plan --management-profile management --security-profile security
  $ orgwatch deploy apply --management-profile management --security-profile security
  $ AWS_PROFILE=security orgwatch deploy apply support-cases
  $ orgwatch deploy destroy --keep-data --management-profile management --security-profile security`;
