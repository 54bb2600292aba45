// How the sample account's things are named in answers of the REST API, for its tests.

export const api = "https://api.pagerduty.com";
export const web = "https://orgwatch-sandbox.pagerduty.com";
export const reference = (type: string, path: string, id: string, summary: string) => ({
  id,
  type: `${type}_reference`,
  summary,
  self: `${api}/${path}/${id}`,
  html_url: `${web}/${path}/${id}`,
});
export const security = reference("service", "services", "PSECURITY", "Security");
export const policy = reference("escalation_policy", "escalation_policies", "PESECURITY", "Security");
export const integration = reference(
  "inbound_integration",
  "services/PSECURITY/integrations",
  "PISECURITY",
  "Orgwatch",
);
