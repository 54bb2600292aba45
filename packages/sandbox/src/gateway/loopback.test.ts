import { isLoopbackHost, isLoopbackOrigin } from "./loopback";

describe("isLoopbackHost", () => {
  it.each(["127.0.0.1:4566", "localhost", "[::1]:80", "bucket.localhost:4566", "LOCALHOST:1"])(
    "takes %s",
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([undefined, "", "orgwatch.example:4566", "127.0.0.1.evil.example", "localhost.evil.example"])(
    "refuses %s",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});

describe("isLoopbackOrigin", () => {
  it("takes a terminal and the sandbox's own page, and refuses other pages", () => {
    const origins = [undefined, "http://localhost:4566", "https://evil.example", "null"];
    expect(origins.map(isLoopbackOrigin)).toEqual([true, true, false, false]);
  });
});
