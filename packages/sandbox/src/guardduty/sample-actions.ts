// The parts of a sample finding's `service` block that say what was done, and by whom.
import type { ActionKind } from "./sample-types";

type Place = { readonly accountId: string; readonly region: string };

/** GuardDuty's JSON for a made-up action of this kind: `action`, or scan, runtime or sequence details. */
export function sampleAction(kind: ActionKind, place: Place, at: string): Readonly<Record<string, unknown>> {
  return blocks[kind](place, at);
}

/** A sequence's signals have their times as seconds since 1970; the finding itself has ISO times. */
function epoch(at: string): number {
  return Math.floor(Date.parse(at) / 1000);
}

const remoteIpDetails = {
  ipAddressV4: "198.51.100.0",
  country: { countryName: "GeneratedFindingCountryName" },
  city: { cityName: "GeneratedFindingCityName" },
  geoLocation: { lat: 0, lon: 0 },
  organization: {
    asn: "-1",
    asnOrg: "GeneratedFindingASNOrg",
    isp: "GeneratedFindingISP",
    org: "GeneratedFindingORG",
  },
};

const network = (connectionDirection: string, local: number, remote: number) => ({
  action: {
    actionType: "NETWORK_CONNECTION",
    networkConnectionAction: {
      connectionDirection,
      protocol: "TCP",
      blocked: false,
      localIpDetails: { ipAddressV4: "10.0.0.23" },
      localPortDetails: { port: local, portName: local === 22 ? "SSH" : "Unknown" },
      remoteIpDetails,
      remotePortDetails: { port: remote, portName: "Unknown" },
    },
  },
});

const apiCall = (api: string, serviceName: string, callerType: string) => ({
  action: {
    actionType: "AWS_API_CALL",
    awsApiCallAction: {
      api,
      serviceName,
      callerType,
      remoteIpDetails,
      affectedResources: {},
    },
  },
});

const threat = {
  name: "EICAR-Test-File",
  severity: "HIGH",
  itemCount: 1,
  filePaths: [
    {
      fileName: "eicar.com",
      filePath: "/tmp/eicar.com",
      hash: "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
      volumeArn: "arn:aws:ec2:us-west-2:123456789012:volume/vol-09d5050dea915943d",
    },
  ],
};

const blocks: Readonly<Record<ActionKind, (place: Place, at: string) => Readonly<Record<string, unknown>>>> =
  {
    "network-out": () => ({ resourceRole: "ACTOR", ...network("OUTBOUND", 39677, 80) }),
    "network-in": () => ({ resourceRole: "TARGET", ...network("INBOUND", 22, 38042) }),
    dns: () => ({
      resourceRole: "ACTOR",
      action: {
        actionType: "DNS_REQUEST",
        dnsRequestAction: { domain: "GeneratedFindingDomainName", protocol: "UDP", blocked: false },
      },
    }),
    "port-probe": () => ({
      resourceRole: "TARGET",
      action: {
        actionType: "PORT_PROBE",
        portProbeAction: {
          blocked: false,
          portProbeDetails: [
            {
              localPortDetails: { port: 80, portName: "HTTP" },
              localIpDetails: { ipAddressV4: "10.0.0.23" },
              remoteIpDetails,
            },
          ],
        },
      },
    }),
    "api-call": () => ({
      resourceRole: "TARGET",
      ...apiCall("GeneratedFindingAPIName", "GeneratedFindingAPIServiceName", "Remote IP"),
    }),
    "console-login": () => ({
      resourceRole: "TARGET",
      ...apiCall("ConsoleLogin", "signin.amazonaws.com", "Remote IP"),
    }),
    kubernetes: () => ({
      resourceRole: "TARGET",
      action: {
        actionType: "KUBERNETES_API_CALL",
        kubernetesApiCallAction: {
          requestUri: "/api/v1/namespaces/kube-system/pods/GeneratedFindingPod/exec",
          verb: "create",
          sourceIPs: ["198.51.100.0"],
          userAgent: "kubectl/v1.27.0",
          remoteIpDetails,
          statusCode: 200,
          namespace: "kube-system",
          resource: "pods",
          resourceName: "GeneratedFindingPod",
        },
      },
    }),
    "rds-login": () => ({
      resourceRole: "TARGET",
      action: {
        actionType: "RDS_LOGIN_ATTEMPT",
        rdsLoginAttemptAction: {
          remoteIpDetails,
          loginAttributes: [
            {
              user: "GeneratedFindingUserName",
              application: "GeneratedFindingApplicationName",
              failedLoginAttempts: 3,
              successfulLoginAttempts: 1,
            },
          ],
        },
      },
    }),
    runtime: (_, at) => ({
      resourceRole: "TARGET",
      featureName: "RuntimeMonitoring",
      runtimeDetails: {
        process: {
          name: "GeneratedFindingProcessName",
          executablePath: "/usr/bin/GeneratedFindingProcessName",
          executableSha256: "0".repeat(64),
          pid: 1234,
          namespacePid: 1234,
          pwd: "/tmp",
          startTime: at,
          uuid: "GeneratedFindingProcessUuid",
          parentUuid: "GeneratedFindingParentUuid",
          user: "root",
          userId: 0,
          euid: 0,
          lineage: [
            {
              name: "bash",
              executablePath: "/bin/bash",
              pid: 1200,
              uuid: "GeneratedFindingParentUuid",
              startTime: at,
            },
          ],
        },
        context: { socketPath: "/var/run/docker.sock" },
      },
    }),
    "ebs-scan": (_, at) => ({
      resourceRole: "TARGET",
      featureName: "EbsVolumeScan",
      ebsVolumeScanDetails: {
        scanId: "GeneratedFindingScanId",
        scanStartedAt: at,
        scanCompletedAt: at,
        scanType: "GUARDDUTY_INITIATED",
        triggerFindingId: "GeneratedFindingTriggerFindingId",
        sources: ["Bitdefender"],
        scanDetections: {
          scannedItemCount: { totalGb: 10, files: 16_000, volumes: 1 },
          threatsDetectedItemCount: { files: 1 },
          highestSeverityThreatDetails: { severity: "HIGH", threatName: threat.name, count: 1 },
          threatDetectedByName: {
            itemCount: 1,
            uniqueThreatNameCount: 1,
            shortened: false,
            threatNames: [threat],
          },
        },
      },
    }),
    "object-scan": () => ({
      resourceRole: "TARGET",
      featureName: "MalwareProtection",
      malwareScanDetails: {
        threats: [
          {
            name: threat.name,
            source: "Bitdefender",
            itemPaths: [{ nestedItemPath: "eicar.com", hash: threat.filePaths[0]?.hash }],
          },
        ],
      },
    }),
    sequence: ({ accountId, region }, at) => ({
      resourceRole: "TARGET",
      featureName: "Correlation",
      detection: {
        sequence: {
          uid: "GeneratedFindingSequenceUid",
          description: "Several signals of one actor, close to each other in time, make an attack likely.",
          actors: [
            {
              id: "GeneratedFindingPrincipalId",
              user: {
                name: "GeneratedFindingUserName",
                uid: "GeneratedFindingPrincipalId",
                type: "IAMUser",
                account: { uid: accountId },
              },
            },
          ],
          resources: [
            {
              uid: "arn:aws:s3:::bucketName",
              name: "bucketName",
              accountId,
              region,
              resourceType: "S3_BUCKET",
              service: "s3",
            },
          ],
          endpoints: [
            {
              id: "GeneratedFindingEndpointId",
              ip: "198.51.100.0",
              location: {
                country: "GeneratedFindingCountryName",
                city: "GeneratedFindingCityName",
                lat: 0,
                lon: 0,
              },
            },
          ],
          signals: [
            {
              uid: "GeneratedFindingSignalUid",
              type: "CLOUD_TRAIL",
              name: "GeneratedFindingSignalName",
              createdAt: epoch(at),
              updatedAt: epoch(at),
              firstSeenAt: epoch(at),
              lastSeenAt: epoch(at),
              severity: 5,
              count: 3,
            },
          ],
          sequenceIndicators: [{ key: "ATTACK_TACTIC", values: ["Exfiltration"] }],
        },
      },
    }),
  };
