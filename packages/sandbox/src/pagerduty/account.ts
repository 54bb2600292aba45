// What a PagerDuty account holds besides its incidents: services, people, and references to them as its APIs write them.

/** A team's service with its one Events v2 integration. */
export type PagerDutyService = {
  readonly team: string;
  readonly name: string;
  /** 32 characters. */
  readonly routingKey: string;
  readonly serviceId: string;
};

export type PagerDutyUser = { readonly id: string; readonly name: string; readonly email: string };

/** The people of the sandbox's account. */
export const pagerDutyUsers = {
  alice: { id: "PUALICE", name: "Alice Ahmed", email: "alice@example.com" },
  mallory: { id: "PUMALLORY", name: "Mallory Moss", email: "mallory@example.com" },
} as const;

/** Who did something: a person, the integration that sent an event, or PagerDuty itself when a time ran out. */
export type Actor =
  | { readonly kind: "person"; readonly user: PagerDutyUser }
  | { readonly kind: "integration"; readonly service: PagerDutyService }
  | { readonly kind: "timeout" };

/** A thing of the account, named in an answer. */
export type Reference = {
  readonly id: string;
  readonly type: string;
  readonly summary: string;
  readonly self: string;
  readonly html_url: string;
};

/** How the Events v2 integration of every service is called. */
export const integrationName = "Orgwatch";

/** A reference as PagerDuty writes it: `kind` is `service`, `user`…; `path` is where the kind lives, `services`, `users`… */
export function referenceTo(kind: string, path: string, id: string, summary: string): Reference {
  return {
    id,
    type: `${kind}_reference`,
    summary,
    self: selfOf(path, id),
    html_url: pageOf(path, id),
  };
}

/** Where the API has a thing. */
export function selfOf(path: string, id: string): string {
  return `https://api.pagerduty.com/${path}/${id}`;
}

/** Where people see a thing. */
export function pageOf(path: string, id: string): string {
  return `https://orgwatch-sandbox.pagerduty.com/${path}/${id}`;
}

/** The id of a thing that a service has exactly one of; `letter` tells the kinds apart. */
export function idBeside({ serviceId }: PagerDutyService, letter: string): string {
  return `P${letter}${serviceId.replace(/^P/, "")}`;
}
