// JSON that says the same and cannot drive the terminal it may be printed on.

/** What JSON.stringify leaves in texts although a terminal obeys it or a reader cannot see it. */
const unseen = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The value as JSON with a line end, on one line, or indented by so many spaces. */
export function jsonText(value: unknown, indent?: number): string {
  // Such characters stand only in texts, where an escape means the same; those beyond 16 bits are two escapes.
  const escaped = JSON.stringify(value, null, indent).replace(unseen, (sign) =>
    sign
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
  return `${escaped}\n`;
}
