import { ownerAddress } from "./owner-address";

it.each([
  ["Alice@Acme.example", "alice@acme.example"],
  [" bob.b+aws@acme.example ", "bob.b+aws@acme.example"],
  [undefined, undefined],
  ["alice", undefined],
  ["alice@evil.example", undefined],
  ["alice@sub.acme.example", undefined],
  ["alice@acme.example.evil.example", undefined],
  ["a@evil.example,b@acme.example", undefined],
  ["a@evil.example b@acme.example", undefined],
  ["<a@acme.example>", undefined],
  ['"a@evil.example"@acme.example', undefined],
  ["a@evil.example\r\nBcc: b@acme.example", undefined],
  ["@acme.example", undefined],
  [`${"a".repeat(300)}@acme.example`, undefined],
])("%j may get mail as %j", (owner, address) => {
  expect(ownerAddress(owner, ["ACME.example"])).toBe(address);
});
