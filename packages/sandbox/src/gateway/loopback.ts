// Which requests are this machine's own: a web page elsewhere must not reach the sandbox through the user's browser.

/** True for a Host header, or the host of an Origin, that can only mean this machine; any port. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? "").toLowerCase().replace(/:\d+$/, "");
  return ["127.0.0.1", "localhost", "[::1]"].includes(name) || /^[a-z0-9.-]+\.localhost$/.test(name);
}

/** True when no page sent the request (there is no Origin), or one of this machine's own did. */
export function isLoopbackOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && isLoopbackHost(new URL(origin).host);
}
