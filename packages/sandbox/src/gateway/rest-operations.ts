// Names a REST request from its method and path (from AWS's public API models): the services that Orgwatch's lambdas and stacks
// call, so that a policy can judge them and CloudTrail can record them. What reads is in the SDK's own table.
import { type RestOperation, readSdkOperation } from "./read-sdk-operation";

/** Method, path with labels, operation. Paths of other services are not named. */
const routes: Readonly<Record<string, readonly string[]>> = {
  guardduty: [
    "POST /detector/{DetectorId}/administrator AcceptAdministratorInvitation",
    "POST /detector/{DetectorId}/master AcceptInvitation",
    "POST /detector/{DetectorId}/findings/archive ArchiveFindings",
    "POST /detector CreateDetector",
    "POST /detector/{DetectorId}/filter CreateFilter",
    "POST /detector/{DetectorId}/ipset CreateIPSet",
    "POST /detector/{DetectorId}/member CreateMembers",
    "POST /detector/{DetectorId}/publishingDestination CreatePublishingDestination",
    "POST /detector/{DetectorId}/findings/create CreateSampleFindings",
    "POST /detector/{DetectorId}/threatintelset CreateThreatIntelSet",
    "POST /invitation/decline DeclineInvitations",
    "DELETE /detector/{DetectorId} DeleteDetector",
    "DELETE /detector/{DetectorId}/filter/{FilterName} DeleteFilter",
    "DELETE /detector/{DetectorId}/ipset/{IpSetId} DeleteIPSet",
    "POST /invitation/delete DeleteInvitations",
    "POST /detector/{DetectorId}/member/delete DeleteMembers",
    "DELETE /detector/{DetectorId}/publishingDestination/{DestinationId} DeletePublishingDestination",
    "DELETE /detector/{DetectorId}/threatintelset/{ThreatIntelSetId} DeleteThreatIntelSet",
    "POST /admin/disable DisableOrganizationAdminAccount",
    "POST /detector/{DetectorId}/administrator/disassociate DisassociateFromAdministratorAccount",
    "POST /detector/{DetectorId}/master/disassociate DisassociateFromMasterAccount",
    "POST /detector/{DetectorId}/member/disassociate DisassociateMembers",
    "POST /admin/enable EnableOrganizationAdminAccount",
    "POST /detector/{DetectorId}/member/invite InviteMembers",
    "POST /malware-scan/start StartMalwareScan",
    "POST /detector/{DetectorId}/member/start StartMonitoringMembers",
    "POST /detector/{DetectorId}/member/stop StopMonitoringMembers",
    "POST /tags/{ResourceArn} TagResource",
    "POST /detector/{DetectorId}/findings/unarchive UnarchiveFindings",
    "DELETE /tags/{ResourceArn} UntagResource",
    "POST /detector/{DetectorId} UpdateDetector",
    "POST /detector/{DetectorId}/filter/{FilterName} UpdateFilter",
    "POST /detector/{DetectorId}/findings/feedback UpdateFindingsFeedback",
    "POST /detector/{DetectorId}/ipset/{IpSetId} UpdateIPSet",
    "POST /detector/{DetectorId}/malware-scan-settings UpdateMalwareScanSettings",
    "POST /detector/{DetectorId}/member/detector/update UpdateMemberDetectors",
    "POST /detector/{DetectorId}/admin UpdateOrganizationConfiguration",
    "POST /detector/{DetectorId}/publishingDestination/{DestinationId} UpdatePublishingDestination",
    "POST /detector/{DetectorId}/threatintelset/{ThreatIntelSetId} UpdateThreatIntelSet",
  ],
  lambda: [
    "POST /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy AddLayerVersionPermission",
    "POST /2015-03-31/functions/{FunctionName}/policy AddPermission",
    "POST /2015-03-31/functions/{FunctionName}/aliases CreateAlias",
    "POST /2015-03-31/event-source-mappings CreateEventSourceMapping",
    "POST /2015-03-31/functions CreateFunction",
    "DELETE /2015-03-31/functions/{FunctionName}/aliases/{Name} DeleteAlias",
    "DELETE /2015-03-31/event-source-mappings/{UUID} DeleteEventSourceMapping",
    "DELETE /2015-03-31/functions/{FunctionName} DeleteFunction",
    "DELETE /2017-10-31/functions/{FunctionName}/concurrency DeleteFunctionConcurrency",
    "DELETE /2018-10-31/layers/{LayerName}/versions/{VersionNumber} DeleteLayerVersion",
    "POST /2015-03-31/functions/{FunctionName}/invocations Invoke",
    "POST /2021-11-15/functions/{FunctionName}/response-streaming-invocations InvokeWithResponseStream",
    "POST /2018-10-31/layers/{LayerName}/versions PublishLayerVersion",
    "POST /2015-03-31/functions/{FunctionName}/versions PublishVersion",
    "PUT /2017-10-31/functions/{FunctionName}/concurrency PutFunctionConcurrency",
    "DELETE /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId} RemoveLayerVersionPermission",
    "DELETE /2015-03-31/functions/{FunctionName}/policy/{StatementId} RemovePermission",
    "POST /2017-03-31/tags/{Resource} TagResource",
    "DELETE /2017-03-31/tags/{Resource} UntagResource",
    "PUT /2015-03-31/functions/{FunctionName}/aliases/{Name} UpdateAlias",
    "PUT /2015-03-31/event-source-mappings/{UUID} UpdateEventSourceMapping",
    "PUT /2015-03-31/functions/{FunctionName}/code UpdateFunctionCode",
    "PUT /2015-03-31/functions/{FunctionName}/configuration UpdateFunctionConfiguration",
  ],
  ses: [
    "POST /v2/email/identities CreateEmailIdentity",
    "DELETE /v2/email/identities/{EmailIdentity} DeleteEmailIdentity",
    "POST /v2/email/outbound-bulk-emails SendBulkEmail",
    "POST /v2/email/outbound-emails SendEmail",
  ],
  scheduler: [
    "POST /schedules/{Name} CreateSchedule",
    "POST /schedule-groups/{Name} CreateScheduleGroup",
    "DELETE /schedules/{Name} DeleteSchedule",
    "DELETE /schedule-groups/{Name} DeleteScheduleGroup",
    "GET /schedules/{Name} GetSchedule",
    "GET /schedule-groups/{Name} GetScheduleGroup",
    "GET /schedule-groups ListScheduleGroups",
    "GET /schedules ListSchedules",
    "GET /tags/{ResourceArn} ListTagsForResource",
    "POST /tags/{ResourceArn} TagResource",
    "DELETE /tags/{ResourceArn} UntagResource",
    "PUT /schedules/{Name} UpdateSchedule",
  ],
  apigateway: [
    "POST /v2/apis CreateApi",
    "POST /v2/apis/{apiId}/authorizers CreateAuthorizer",
    "POST /v2/apis/{apiId}/deployments CreateDeployment",
    "POST /v2/apis/{apiId}/integrations CreateIntegration",
    "POST /v2/apis/{apiId}/routes CreateRoute",
    "POST /v2/apis/{apiId}/stages CreateStage",
    "DELETE /v2/apis/{apiId}/stages/{stageName}/accesslogsettings DeleteAccessLogSettings",
    "DELETE /v2/apis/{apiId} DeleteApi",
    "DELETE /v2/apis/{apiId}/authorizers/{authorizerId} DeleteAuthorizer",
    "DELETE /v2/apis/{apiId}/cors DeleteCorsConfiguration",
    "DELETE /v2/apis/{apiId}/deployments/{deploymentId} DeleteDeployment",
    "DELETE /v2/apis/{apiId}/integrations/{integrationId} DeleteIntegration",
    "DELETE /v2/apis/{apiId}/routes/{routeId} DeleteRoute",
    "DELETE /v2/apis/{apiId}/routes/{routeId}/requestparameters/{requestParameterKey} DeleteRouteRequestParameter",
    "DELETE /v2/apis/{apiId}/stages/{stageName}/routesettings/{routeKey} DeleteRouteSettings",
    "DELETE /v2/apis/{apiId}/stages/{stageName} DeleteStage",
    "GET /v2/apis/{apiId}/exports/{specification} ExportApi",
    "PUT /v2/apis ImportApi",
    "PUT /v2/apis/{apiId} ReimportApi",
    "DELETE /v2/apis/{apiId}/stages/{stageName}/cache/authorizers ResetAuthorizersCache",
    "POST /v2/tags/{resource-arn} TagResource",
    "DELETE /v2/tags/{resource-arn} UntagResource",
    "PATCH /v2/apis/{apiId} UpdateApi",
    "PATCH /v2/apis/{apiId}/authorizers/{authorizerId} UpdateAuthorizer",
    "PATCH /v2/apis/{apiId}/deployments/{deploymentId} UpdateDeployment",
    "PATCH /v2/apis/{apiId}/integrations/{integrationId} UpdateIntegration",
    "PATCH /v2/apis/{apiId}/routes/{routeId} UpdateRoute",
    "PATCH /v2/apis/{apiId}/stages/{stageName} UpdateStage",
  ],
};

type Route = { readonly method: string; readonly path: RegExp; readonly operation: string };

const compiled = new Map(Object.entries(routes).map(([service, list]) => [service, list.map(compile)]));

/** The operation and the labels of its path as parameters; `GET /path` itself for a request that no table has. */
export function readRestOperation(service: string, method: string, url: URL): RestOperation {
  const path = url.pathname;
  const read = readSdkOperation(service, method, url);
  if (read) return read;
  for (const route of compiled.get(service) ?? []) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (!match) continue;
    const labels = Object.entries(match.groups ?? {});
    return {
      operation: route.operation,
      parameters: Object.fromEntries(labels.map(([name, value]) => [name, decodeURIComponent(value)])),
    };
  }
  return { operation: `${method} ${path}`, parameters: {} };
}

function compile(line: string): Route {
  const [method = "", path = "", operation = ""] = line.split(" ");
  const labelled = path
    .replace(/\/$/, "")
    .replace(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) =>
      greedy ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
    );
  return { method, path: new RegExp(`^${labelled}/?$`), operation };
}
