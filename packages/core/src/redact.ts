// Secrets that this process has read never leave it in a log line or a dead letter, whoever put them into a text.

const secrets = new Set<string>();

/** Remembers a secret's value. Values under 8 characters are left out: hiding them would garble ordinary words. */
export function markSecret(value: string): void {
  if (value.length >= 8) secrets.add(value);
}

/** The text with every known secret replaced. */
export function redact(text: string): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, "[secret]");
  return clean;
}
