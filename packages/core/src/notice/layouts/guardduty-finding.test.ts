import { guardDutyFinding, sampleFinding } from "../fixtures/guardduty";
import { findingsByKind } from "../fixtures/guardduty-kinds";
import { readMessages } from "../read-event";

const hints = { id: "m-1", receivedAt: new Date("2030-01-07T09:00:00Z") };
const from = "From: 198.51.100.7 (Amsterdam, Netherlands; Example Hosting, AS64496)";
const instance = [
  "Instance: i-0123456789abcdef0 (web-1, t3.micro)",
  "Addresses: public 203.0.113.10, private 10.0.0.12, vpc-0abc",
  "Instance's role: web",
];

function factsOf(body: unknown): string[] {
  return readMessages(body, hints).flatMap((reading) =>
    "post" in reading
      ? reading.post.facts.map(({ label, value }) => `${label}: ${value}`)
      : [JSON.stringify(reading)],
  );
}

it("reads a finding whole", () => {
  expect(readMessages(guardDutyFinding(), hints)).toEqual([
    {
      post: {
        key: "guardduty/us-west-2/1ab92989eaf0e742df4a014d5d8d58e2",
        version: "2030-01-07T08:59:30.000Z",
        kind: "guardduty-finding",
        weight: { band: "high", score: 8 },
        headline:
          "The EC2 instance i-0123456789abcdef0 is querying a domain name associated with Bitcoin-related activity",
        explanation:
          "EC2 instance i-0123456789abcdef0 is querying a domain name that is associated with Bitcoin-related activity.",
        accountId: "111122223333",
        region: "us-west-2",
        facts: [
          { label: "Finding type", value: "CryptoCurrency:EC2/BitcoinTool.B!DNS" },
          { label: "Instance", value: "i-0123456789abcdef0 (web-1, t3.micro)" },
          { label: "Addresses", value: "public 203.0.113.10, private 10.0.0.12, vpc-0abc" },
          { label: "Instance's role", value: "web" },
          { label: "Domain", value: "pool.example (UDP)" },
        ],
        seen: { first: "2030-01-07T08:40:00.000Z", last: "2030-01-07T08:58:00.000Z", count: 3 },
        link: {
          label: "Open in GuardDuty",
          url: "https://us-west-2.console.aws.amazon.com/guardduty/home?region=us-west-2#/findings?macros=current&fId=1ab92989eaf0e742df4a014d5d8d58e2",
        },
        sample: false,
      },
    },
  ]);
});

const kinds: Readonly<Record<keyof typeof findingsByKind, readonly string[]>> = {
  instanceConnection: [
    "Finding type: UnauthorizedAccess:EC2/SSHBruteForce",
    ...instance,
    "Connection: inbound, TCP, local port 22 (SSH), remote port 45313",
    from,
  ],
  portProbe: [
    "Finding type: Recon:EC2/PortProbeUnprotectedPort",
    ...instance,
    "Probed ports: 80 (HTTP)",
    from,
  ],
  accessKey: [
    "Finding type: UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    "Who: AssumedRole deploy, session ci-42, access key …MPLE",
    "API call: s3.amazonaws.com ListBuckets, failed: AccessDenied",
    from,
    "Caller's account: 444455556666 (not ours)",
  ],
  bucket: [
    "Finding type: Policy:S3/BucketAnonymousAccessGranted",
    "Who: AssumedRole deploy, session ci-42, access key …MPLE",
    "Bucket: payments-exports (public)",
    "API call: s3.amazonaws.com PutBucketPolicy",
    from,
  ],
  kubernetes: [
    "Finding type: Execution:Kubernetes/ExecInKubeSystemPod",
    "Who: Kubernetes user system:serviceaccount:ci, session ci-42, groups system:authenticated",
    "EKS cluster: shop",
    "Workload: deployments coredns, namespace kube-system, service account coredns",
    "Container: coredns (registry.example/coredns:1.11)",
    "Kubernetes call: create pods/coredns, namespace kube-system, status 101",
    "Request: /api/v1/namespaces/kube-system/pods/coredns/exec",
    from,
    "User agent: kubectl/v1.30",
  ],
  ecsRuntime: [
    "Finding type: CryptoCurrency:Runtime/BitcoinTool.B",
    "ECS cluster: batch",
    "ECS task: 0123456789abcdef of report:7",
    "Container: report (registry.example/report:7)",
    "Domain: pool.example (UDP)",
    "Process: /tmp/xmrig, pid 4711, user www-data",
    "Started by: /usr/sbin/nginx → /bin/bash",
    "Process's SHA-256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  container: [
    "Finding type: Execution:Container/MaliciousFile",
    ...instance,
    "Container: shop (registry.example/shop:1)",
    "Malware: EICAR-Test-File",
    "Files: /srv/eicar.com",
  ],
  database: [
    "Finding type: CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce",
    "Who: database user admin, application mysql",
    "Database: ledger-1 (Aurora MySQL 3.05)",
    "Database cluster: ledger",
    "Logins: admin, with mysql, 410 failed, 1 succeeded",
    from,
  ],
  limitlessDatabase: [
    "Finding type: CredentialAccess:RDS/TorIPCaller.FailedLogin",
    "Database: orders (Aurora PostgreSQL 16.4)",
    "Database cluster: orders-1",
    "Logins: postgres, with psql, 12 failed",
    from,
  ],
  lambda: [
    "Finding type: UnauthorizedAccess:Lambda/TorClient",
    "Function: resize version 7",
    "Function's role: resize",
    "Connection: outbound, TCP, local port 39677, remote port 443 (HTTPS)",
    from.replace("From", "To"),
  ],
  ebsMalware: [
    "Finding type: Execution:EC2/MaliciousFile",
    ...instance,
    "Volume: vol-0abc",
    "Malware: EICAR-Test-File",
    "Files: /tmp/eicar",
    "Threats: EICAR-Test-File",
    "Threat list: Bitdefender",
  ],
  objectMalware: [
    "Finding type: Object:S3/MaliciousFile",
    "Bucket: uploads",
    "Object: in/invoice.exe",
    "Object's hash: 275a021b",
    "Malware: EICAR-Test-File",
    "Files: invoice.exe",
  ],
  attackSequence: [
    "Finding type: AttackSequence:IAM/CompromisedCredentials",
    "Signals: UnauthorizedAccess:IAMUser/TorIPCaller, cloudtrail:DeleteTrail ×2, iam:CreateAccessKey",
    "Who: AssumedRole deploy, session ci-42, access key …MPLE",
    "Resources: access key …MPLE",
    "From: 198.51.100.7 (Amsterdam, Netherlands, Example Hosting, AS64496)",
  ],
};

it("says what, who and from where for each kind of resource and action", () => {
  const read = Object.fromEntries(
    Object.entries(findingsByKind).map(([kind, body]) => [kind, factsOf(body)]),
  );
  expect(read).toEqual(kinds);
});

it("marks a sample, in both forms of the flag", () => {
  const inside = guardDutyFinding({
    service: { additionalInfo: { value: '{"sample":true}', type: "default" } },
  });
  const lie = guardDutyFinding({
    title: "[SAMPLE] nothing to see",
    service: { additionalInfo: { value: '{"a":{"sample":true}}' } },
  });
  const samples = [sampleFinding(), inside, lie, guardDutyFinding()].flatMap((body) =>
    readMessages(body, hints),
  );
  expect(samples.map((reading) => "post" in reading && reading.post.sample)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("reads an archived finding as the end of its notice", () => {
  expect(readMessages(guardDutyFinding({ id: "f-1", service: { archived: true } }), hints)).toEqual([
    {
      archived: {
        key: "guardduty/us-west-2/f-1",
        id: "7bf73129-1428-4cd3-a780-95db273d1602",
        at: "2030-01-07T08:59:30.000Z",
        by: undefined,
      },
    },
  ]);
});

it("treats a finding without severity as medium and says so", () => {
  const finding = guardDutyFinding();
  const body = {
    ...finding,
    detail: { id: "f-1", type: "Recon:EC2/Portscan", severity: "8", service: { count: "many" } },
  };
  expect(readMessages(body, hints)).toEqual([
    {
      post: {
        key: "guardduty/us-west-2/f-1",
        version: "2030-01-07T09:00:00.000Z",
        kind: "guardduty-finding",
        weight: { band: "medium" },
        headline: "Recon:EC2/Portscan",
        accountId: "111122223333",
        region: "us-west-2",
        facts: [
          { label: "Severity", value: "not stated in the finding, treated as medium" },
          { label: "Finding type", value: "Recon:EC2/Portscan" },
        ],
        seen: { first: undefined, last: undefined, count: undefined },
        link: {
          label: "Open in GuardDuty",
          url: "https://us-west-2.console.aws.amazon.com/guardduty/home?region=us-west-2#/findings?macros=current&fId=f-1",
        },
        sample: false,
      },
    },
  ]);
});

it("reads a finding that came without its envelope", () => {
  const [bare] = readMessages(guardDutyFinding({ id: "f-1" }).detail, hints);
  const [whole] = readMessages(guardDutyFinding({ id: "f-1" }), hints);
  expect(bare).toEqual(whole);
});
