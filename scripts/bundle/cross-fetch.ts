// Stands in for `cross-fetch` below @pagerduty/pdjs, in bundles and in tests: the fetch that the caller handed over, or the built-in one.

type FetchOptions = RequestInit & { readonly fetch?: typeof fetch };

function handedFetch(
  url: string,
  { fetch = globalThis.fetch, ...init }: FetchOptions = {},
): Promise<Response> {
  return fetch(url, init);
}

/** Made on first use: naming the built-in class when the module is loaded would load all of Node's fetch, 12 ms of a cold start. */
export function Headers(init?: ConstructorParameters<typeof globalThis.Headers>[0]): globalThis.Headers {
  return new globalThis.Headers(init);
}

// biome-ignore lint/style/noDefaultExport: pdjs takes cross-fetch's default export
export default handedFetch;
