// Whether somebody who knows one of our secrets signed these bytes. Several secrets at a time, so that one can be replaced without a gap.
import { createHmac, timingSafeEqual } from "node:crypto";
import { unknownSecret } from "@orgwatch/manifest/names";
import { markSecret } from "../redact";

/**
 * The secrets of a parameter: one, or several between commas or white space, the newest anywhere. The word that Terraform writes while it
 * does not know the secret is none: everybody can read it, and sign with it.
 */
export function secretsOf(parameter: string): string[] {
  const secrets = parameter.split(/[\s,]+/).filter((secret) => secret !== "" && secret !== unknownSecret);
  for (const secret of secrets) markSecret(secret);
  return secrets;
}

/**
 * Whether one of the hexadecimal signatures is the HMAC-SHA256 of the message under one of the secrets. All pairs are compared, each in
 * constant time, so that the time tells nothing; without a secret nothing is signed.
 */
export function isSigned(
  message: Buffer,
  signatures: readonly string[],
  secrets: readonly string[],
): boolean {
  let signed = false;
  for (const secret of secrets) {
    const wanted = createHmac("sha256", secret).update(message).digest();
    for (const signature of signatures) {
      if (!/^[0-9a-f]{64}$/i.test(signature)) continue;
      signed = timingSafeEqual(wanted, Buffer.from(signature, "hex")) || signed;
    }
  }
  return signed;
}
