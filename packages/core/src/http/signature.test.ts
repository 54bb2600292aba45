import { createHmac } from "node:crypto";
import { unknownSecret } from "@orgwatch/manifest/names";
import { redact } from "../redact";
import { isSigned, secretsOf } from "./signature";

const message = Buffer.from('{"event":"é"}');
const sign = (secret: string) => createHmac("sha256", secret).update(message).digest("hex");

describe("signatures", () => {
  it.each([
    ["the only secret", ["one"], [sign("one")], true],
    ["the second of two secrets", ["one", "two"], [sign("two")], true],
    ["the second of two signatures", ["one"], [sign("other"), sign("one")], true],
    ["a signature in capitals", ["one"], [sign("one").toUpperCase()], true],
    ["a foreign secret", ["one"], [sign("other")], false],
    ["half a signature", ["one"], [sign("one").slice(0, 32)], false],
    ["no signature", ["one"], [], false],
    ["no secret", [], [sign("")], false],
    ["what is no hexadecimal number", ["one"], ["z".repeat(64), ""], false],
  ])("%s", (_name, secrets, signatures, signed) => {
    expect(isSigned(message, signatures, secrets)).toBe(signed);
  });

  it("is by nobody while the secret is not known: everybody may read what stands in its place", () => {
    expect(secretsOf(unknownSecret)).toEqual([]);
    expect(secretsOf(`first-secret,${unknownSecret}`)).toEqual(["first-secret"]);
  });

  it("reads several secrets of one parameter, and hides each of them from now on", () => {
    expect(secretsOf(" first-secret,second-secret\n third-secret ")).toEqual([
      "first-secret",
      "second-secret",
      "third-secret",
    ]);
    expect(redact("it was second-secret")).toBe("it was [secret]");
  });
});
