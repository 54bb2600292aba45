// Which finding type to make: one of the wanted severity, and if possible one that was never made, because GuardDuty tells of repeats late.
import type { SampleFinding } from "./sample-account";

export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** Types whose samples have this severity, of sources that every detector has. The first ones are preferred. */
const typesOf: Readonly<Record<Severity, readonly string[]>> = {
  low: [
    "Recon:EC2/PortProbeUnprotectedPort",
    "UnauthorizedAccess:EC2/SSHBruteForce",
    "UnauthorizedAccess:EC2/RDPBruteForce",
    "Policy:IAMUser/RootCredentialUsage",
  ],
  medium: [
    "Behavior:EC2/NetworkPortUnusual",
    "PenTest:IAMUser/KaliLinux",
    "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
    "Persistence:IAMUser/AnomalousBehavior",
  ],
  high: [
    "Backdoor:EC2/C&CActivity.B",
    "CryptoCurrency:EC2/BitcoinTool.B!DNS",
    "Trojan:EC2/DNSDataExfiltration",
    "UnauthorizedAccess:EC2/TorClient",
  ],
  critical: ["AttackSequence:IAM/CompromisedCredentials", "AttackSequence:S3/CompromisedData"],
};

/** The types among which to choose. */
export function typesFor(severity: Severity): readonly string[] {
  return typesOf[severity];
}

/** The first type that has no sample yet; where all have one, that whose newest sample is the oldest. Undefined for no types. */
export function chooseType(types: readonly string[], samples: readonly SampleFinding[]): string | undefined {
  const lastMade = (type: string) =>
    Math.max(0, ...samples.filter((one) => one.type === type).map(({ updatedAt }) => Date.parse(updatedAt)));
  return types.toSorted((one, other) => lastMade(one) - lastMade(other))[0];
}
