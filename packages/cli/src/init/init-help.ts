// What stands at the end of `orgwatch init --help`.

/** Credentials, what is read, exit codes, examples. */
export const credentialsOf = `
Credentials are those of the AWS command line (AWS_PROFILE, AWS_REGION, …): the management account, or one that administers a service for the
organization. It is only read: organizations:DescribeOrganization, ListAccounts, ListRoots, ListOrganizationalUnitsForParent,
ListDelegatedAdministrators and ListAWSServiceAccessForOrganization, cloudtrail:DescribeTrails, GetTrailStatus and GetEventSelectors,
ec2:DescribeRegions, and guardduty:ListDetectors in the security account.
A file that init wrote is replaced as long as nobody edited it, and so is the example of this repository, of which a copy is kept.
Exit code: 0 the file is there, 1 it is not, 2 wrong usage, or answers that do not fit.

Examples:
  $ orgwatch init
  $ orgwatch init --security-profile security --job support-cases --job security-groups
  $ orgwatch init --yes --security-account 222222222222 --home-region us-west-2 --regions us-west-2,us-east-1 \\
      --team "security=#security:C0123ABCDEF" --team "app=#app-security:C0123ABCDEG" --claims app=payments,Workloads \\
      --failover-email security@example.com --slack-workspace T0123ABCDEF --slack-app A0123ABCDEF --responder U0123ABCDEF \\
      --pagerduty-schedule "Security on call"`;
