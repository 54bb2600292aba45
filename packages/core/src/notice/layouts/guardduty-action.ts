// What was done and from where: the action block of a GuardDuty finding, of each of its kinds.
import type { Fact } from "../notice";
import { codeFact, fact, firstOf, joined } from "./compose";
import type { GuardDutyAction, RemoteIp } from "./guardduty-schema";

type Facts = readonly (Fact | undefined)[];

/** The action as facts; an action of a new kind is named by its type. */
export function actionFacts(action: GuardDutyAction | undefined): Facts {
  if (!action) return [];
  const facts = [...network(action), ...apiCall(action), ...kubernetes(action), ...login(action)].filter(
    (each) => each !== undefined,
  );
  return facts.length > 0 ? facts : [fact("Action", action.actionType)];
}

function network({
  networkConnectionAction: connection,
  dnsRequestAction: dns,
  portProbeAction: probe,
}: GuardDutyAction): Facts {
  const probes = probe?.portProbeDetails ?? [];
  return [
    fact(
      "Connection",
      joined([
        connection?.connectionDirection?.toLowerCase(),
        connection?.protocol,
        portOf("local port", connection?.localPortDetails),
        portOf("remote port", connection?.remotePortDetails),
        blocked(connection?.blocked),
      ]),
    ),
    fact(connection?.connectionDirection === "OUTBOUND" ? "To" : "From", place(connection?.remoteIpDetails)),
    fact("Domain", joined([dns?.domain, dns?.protocol && `(${dns.protocol})`, blocked(dns?.blocked)], " ")),
    fact("Probed ports", firstOf(probes.map((each) => portOf("", each?.localPortDetails)))),
    fact(
      "From",
      firstOf(
        probes.map((each) => place(each?.remoteIpDetails)),
        3,
      ),
    ),
  ];
}

function apiCall({ awsApiCallAction: call }: GuardDutyAction): Facts {
  const other = call?.remoteAccountDetails;
  return [
    fact(
      "API call",
      joined([joined([call?.serviceName, call?.api], " "), call?.errorCode && `failed: ${call.errorCode}`]),
    ),
    fact("From", place(call?.remoteIpDetails) ?? call?.domainDetails?.domain),
    fact(
      "Caller's account",
      joined([other?.accountId, other?.affiliated === false ? "(not ours)" : undefined], " "),
    ),
    fact("User agent", call?.userAgent),
  ];
}

function kubernetes(action: GuardDutyAction): Facts {
  const {
    kubernetesApiCallAction: call,
    kubernetesPermissionCheckedDetails: check,
    kubernetesRoleBindingDetails: binding,
  } = action;
  const target = joined([call?.resource, call?.resourceName], "/");
  return [
    fact(
      "Kubernetes call",
      joined([
        joined([call?.verb, target], " "),
        call?.namespace && `namespace ${call.namespace}`,
        call?.statusCode !== undefined ? `status ${call.statusCode}` : undefined,
      ]),
    ),
    codeFact("Request", call?.requestUri),
    fact("From", place(call?.remoteIpDetails) ?? firstOf(call?.sourceIPs ?? [], 3)),
    fact("User agent", call?.userAgent),
    fact(
      "Permission checked",
      joined(
        [
          check?.verb,
          check?.resource,
          check?.allowed === undefined ? undefined : check.allowed ? "(allowed)" : "(denied)",
        ],
        " ",
      ),
    ),
    fact(
      "Role binding",
      joined([binding?.kind, binding?.name, binding?.roleRefName && `to ${binding.roleRefName}`], " "),
    ),
  ];
}

function login({ rdsLoginAttemptAction: attempt }: GuardDutyAction): Facts {
  const logins = (attempt?.loginAttributes ?? []).map((each) =>
    joined([
      each?.user,
      each?.application && `with ${each.application}`,
      each?.failedLoginAttempts !== undefined ? `${each.failedLoginAttempts} failed` : undefined,
      each?.successfulLoginAttempts !== undefined ? `${each.successfulLoginAttempts} succeeded` : undefined,
    ]),
  );
  return [fact("Logins", firstOf(logins, 3)), fact("From", place(attempt?.remoteIpDetails))];
}

/** «198.51.100.7 (Amsterdam, Netherlands; Example Hosting, AS64496)» */
function place(remote: RemoteIp | undefined): string | undefined {
  const organization = remote?.organization;
  const where = joined([
    remote?.city?.cityName,
    remote?.country?.countryName ?? remote?.country?.countryCode,
  ]);
  const network = joined([
    organization?.org ?? organization?.isp ?? organization?.asnOrg,
    autonomousSystem(organization?.asn),
  ]);
  const details = joined([where, network], "; ");
  return joined([remote?.ipAddressV4 ?? remote?.ipAddressV6, details && `(${details})`], " ");
}

/** «AS64496»; samples and unknown networks carry 0 or -1. */
function autonomousSystem(asn: string | undefined): string | undefined {
  const number = asn?.replace(/^AS/i, "") ?? "";
  return /^[1-9]\d*$/.test(number) ? `AS${number}` : undefined;
}

function portOf(
  label: string,
  port: { port?: number | undefined; portName?: string | undefined } | undefined,
): string | undefined {
  if (port?.port === undefined) return undefined;
  const name = port.portName && port.portName !== "Unknown" ? `(${port.portName})` : undefined;
  return joined([label, port.port, name], " ");
}

function blocked(flag: boolean | undefined): string | undefined {
  return flag ? "(blocked)" : undefined;
}
