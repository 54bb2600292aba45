// The finding types that samples are made of, with the severities that GuardDuty documents.

export type ResourceKind =
  | "instance"
  | "access-key"
  | "s3-bucket"
  | "s3-object"
  | "eks-cluster"
  | "ecs-cluster"
  | "rds-instance"
  | "lambda"
  | "attack-sequence";

export type ActionKind =
  | "network-out"
  | "network-in"
  | "dns"
  | "port-probe"
  | "api-call"
  | "console-login"
  | "kubernetes"
  | "rds-login"
  | "runtime"
  | "ebs-scan"
  | "object-scan"
  | "sequence";

/** `title` is the sentence that GuardDuty shows, without its `[SAMPLE]` mark. */
export type SampleType = {
  readonly type: string;
  readonly severity: number;
  readonly resource: ResourceKind;
  readonly action: ActionKind;
  readonly title: string;
};

function row(
  type: string,
  severity: number,
  resource: ResourceKind,
  action: ActionKind,
  title: string,
): SampleType {
  return { type, severity, resource, action, title };
}

export const sampleTypes: readonly SampleType[] = [
  row(
    "Backdoor:EC2/C&CActivity.B",
    8,
    "instance",
    "network-out",
    "An EC2 instance talks to a known command and control server.",
  ),
  row(
    "Backdoor:EC2/C&CActivity.B!DNS",
    8,
    "instance",
    "dns",
    "An EC2 instance asks for the name of a known command and control server.",
  ),
  row(
    "Behavior:EC2/NetworkPortUnusual",
    5,
    "instance",
    "network-out",
    "An EC2 instance uses an unusual port to a remote host.",
  ),
  row(
    "CryptoCurrency:EC2/BitcoinTool.B!DNS",
    8,
    "instance",
    "dns",
    "An EC2 instance asks for a name that belongs to Bitcoin activity.",
  ),
  row(
    "Recon:EC2/PortProbeUnprotectedPort",
    2,
    "instance",
    "port-probe",
    "An unprotected port of an EC2 instance is being probed.",
  ),
  row(
    "Trojan:EC2/DNSDataExfiltration",
    8,
    "instance",
    "dns",
    "An EC2 instance sends data out through DNS queries.",
  ),
  row(
    "UnauthorizedAccess:EC2/MetadataDNSRebind",
    8,
    "instance",
    "dns",
    "An EC2 instance asks for a name that resolves to the metadata service.",
  ),
  row(
    "UnauthorizedAccess:EC2/RDPBruteForce",
    2,
    "instance",
    "network-in",
    "Someone tries RDP passwords against an EC2 instance.",
  ),
  row(
    "UnauthorizedAccess:EC2/SSHBruteForce",
    2,
    "instance",
    "network-in",
    "Someone tries SSH passwords against an EC2 instance.",
  ),
  row(
    "UnauthorizedAccess:EC2/TorClient",
    8,
    "instance",
    "network-out",
    "An EC2 instance connects to a Tor guard or authority node.",
  ),
  row(
    "CredentialAccess:IAMUser/AnomalousBehavior",
    5,
    "access-key",
    "api-call",
    "An identity asks for credentials in an unusual way.",
  ),
  row(
    "PenTest:IAMUser/KaliLinux",
    5,
    "access-key",
    "api-call",
    "An API was called from a Kali Linux machine.",
  ),
  row(
    "Persistence:IAMUser/AnomalousBehavior",
    5,
    "access-key",
    "api-call",
    "An identity calls APIs that keep access to the account, in an unusual way.",
  ),
  row(
    "Policy:IAMUser/RootCredentialUsage",
    2,
    "access-key",
    "api-call",
    "An API was called with root credentials.",
  ),
  row(
    "Stealth:IAMUser/CloudTrailLoggingDisabled",
    2,
    "access-key",
    "api-call",
    "A CloudTrail trail was switched off.",
  ),
  row(
    "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
    5,
    "access-key",
    "console-login",
    "Several console logins of one user came from different places of the world.",
  ),
  row(
    "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    8,
    "access-key",
    "api-call",
    "Credentials made for an EC2 instance are used from an address outside AWS.",
  ),
  row(
    "Discovery:S3/MaliciousIPCaller",
    8,
    "s3-bucket",
    "api-call",
    "An S3 API was called from a known malicious address.",
  ),
  row(
    "Exfiltration:S3/AnomalousBehavior",
    8,
    "s3-bucket",
    "api-call",
    "An identity reads S3 objects in an unusual way.",
  ),
  row(
    "Policy:S3/BucketAnonymousAccessGranted",
    8,
    "s3-bucket",
    "api-call",
    "An S3 bucket was opened to everyone.",
  ),
  row(
    "CredentialAccess:Kubernetes/MaliciousIPCaller",
    8,
    "eks-cluster",
    "kubernetes",
    "A Kubernetes API that reads secrets was called from a known malicious address.",
  ),
  row(
    "Execution:Kubernetes/ExecInKubeSystemPod",
    5,
    "eks-cluster",
    "kubernetes",
    "A command was run inside a pod of the kube-system namespace.",
  ),
  row(
    "PrivilegeEscalation:Kubernetes/PrivilegedContainer",
    5,
    "eks-cluster",
    "kubernetes",
    "A container with root-level access was launched in an EKS cluster.",
  ),
  row(
    "CredentialAccess:RDS/AnomalousBehavior.FailedLogin",
    2,
    "rds-instance",
    "rds-login",
    "Unusual failed logins to an RDS database were seen.",
  ),
  row(
    "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin",
    8,
    "rds-instance",
    "rds-login",
    "A user logged in to an RDS database in an unusual way.",
  ),
  row(
    "Backdoor:Lambda/C&CActivity.B",
    8,
    "lambda",
    "network-out",
    "A Lambda function talks to a known command and control server.",
  ),
  row(
    "CryptoCurrency:Lambda/BitcoinTool.B",
    8,
    "lambda",
    "network-out",
    "A Lambda function talks to an address that belongs to Bitcoin activity.",
  ),
  row(
    "Execution:EC2/MaliciousFile",
    8,
    "instance",
    "ebs-scan",
    "A malicious file was found on an EC2 instance.",
  ),
  row(
    "Execution:ECS/MaliciousFile",
    8,
    "ecs-cluster",
    "ebs-scan",
    "A malicious file was found on an ECS cluster.",
  ),
  row(
    "Object:S3/MaliciousFile",
    8,
    "s3-object",
    "object-scan",
    "A malicious file was found in an S3 object.",
  ),
  row(
    "CryptoCurrency:Runtime/BitcoinTool.B",
    8,
    "ecs-cluster",
    "runtime",
    "A container of an ECS cluster talks to an address that belongs to Bitcoin activity.",
  ),
  row(
    "Execution:Runtime/ReverseShell",
    8,
    "instance",
    "runtime",
    "A process on an EC2 instance opened a reverse shell.",
  ),
  row(
    "PrivilegeEscalation:Runtime/DockerSocketAccessed",
    5,
    "eks-cluster",
    "runtime",
    "A process in a container spoke to the Docker daemon's socket.",
  ),
  row(
    "AttackSequence:EKS/CompromisedCluster",
    9,
    "attack-sequence",
    "sequence",
    "A chain of actions shows that an EKS cluster may be compromised.",
  ),
  row(
    "AttackSequence:IAM/CompromisedCredentials",
    9,
    "attack-sequence",
    "sequence",
    "A chain of actions shows that credentials may be compromised.",
  ),
  row(
    "AttackSequence:S3/CompromisedData",
    9.5,
    "attack-sequence",
    "sequence",
    "A chain of actions shows that data in S3 may be compromised.",
  ),
];

const byType = new Map(sampleTypes.map((sample) => [sample.type, sample]));

/** The listed type, or a plausible one for any other well-formed type (`Purpose:Resource/Name`); undefined for other texts. */
export function sampleTypeOf(type: string): SampleType | undefined {
  const listed = byType.get(type);
  if (listed) return listed;
  const [, purpose, subject] = /^([A-Z]\w+):(\w+)\/[\w.&!]+$/.exec(type) ?? [];
  const kinds = kindsBySubject[subject ?? ""];
  if (!purpose || !kinds) return undefined;
  const [resource, action] = kinds;
  return row(
    type,
    type.endsWith("!DNS") ? 8 : 5,
    resource,
    type.endsWith("!DNS") ? "dns" : action,
    `GuardDuty saw ${type}.`,
  );
}

const kindsBySubject: Readonly<Record<string, readonly [ResourceKind, ActionKind]>> = {
  EC2: ["instance", "network-out"],
  IAMUser: ["access-key", "api-call"],
  S3: ["s3-bucket", "api-call"],
  Kubernetes: ["eks-cluster", "kubernetes"],
  ECS: ["ecs-cluster", "ebs-scan"],
  Container: ["ecs-cluster", "ebs-scan"],
  RDS: ["rds-instance", "rds-login"],
  Lambda: ["lambda", "network-out"],
  Runtime: ["instance", "runtime"],
};
