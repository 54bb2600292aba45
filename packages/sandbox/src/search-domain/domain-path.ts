// Where a search domain is found: below its account and name, because one gateway has them all.
import { arnOf } from "../iam/arn";

/** The prefix of requests to search domains. */
export const searchPrefix = "/_search/";

/** What a user would configure as the domain's endpoint; `gatewayUrl` is without a slash at its end. */
export function searchEndpoint(gatewayUrl: string, accountId: string, domain: string): string {
  return `${gatewayUrl}${searchPrefix}${accountId}/${domain}`;
}

/** The ARN of a domain. */
export function searchDomainArn(
  place: { readonly accountId: string; readonly region: string },
  domain: string,
): string {
  return arnOf("es", place, `domain/${domain}`);
}

/** The account and the name in a request's path, and the path inside the domain (it begins with a slash); undefined for other paths. */
export function readDomainPath(
  pathname: string,
): { readonly accountId: string; readonly domain: string; readonly path: string } | undefined {
  const [, accountId, domain, path] = /^\/_search\/(\d{12})\/([a-z][a-z0-9-]+)(\/.*)?$/.exec(pathname) ?? [];
  return accountId === undefined || domain === undefined
    ? undefined
    : { accountId, domain, path: path ?? "/" };
}

/** `Get` of `GET`, as IAM's actions have it. */
export function titled(method: string): string {
  return method.slice(0, 1) + method.slice(1).toLowerCase();
}
