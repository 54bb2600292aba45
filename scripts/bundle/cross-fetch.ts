// Stands in for `cross-fetch` below @pagerduty/pdjs, in bundles and in tests: the fetch that the caller handed over, or the built-in one.

type FetchOptions = RequestInit & { readonly fetch?: typeof fetch };

function handedFetch(
  url: string,
  { fetch = globalThis.fetch, ...init }: FetchOptions = {},
): Promise<Response> {
  return fetch(url, init);
}

export const Headers = globalThis.Headers;

// biome-ignore lint/style/noDefaultExport: pdjs takes cross-fetch's default export
export default handedFetch;
