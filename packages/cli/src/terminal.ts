// Where the program writes, and what of a text from outside may reach a person's terminal.

/** Standard output, standard error, and whether colours are wanted on the first. */
export type Terminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colours: boolean;
  /**
   * Shows in one line on standard error how far long work is; the next text replaces it, an empty one takes it away, and so does anything
   * else that is written. Absent where no person watches: in pipes and on build machines.
   */
  readonly status?: (text: string) => void;
};

const colourCodes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** Puts a text into a colour, or leaves it as it is where there are none. */
export function painter(colours: boolean): (colour: keyof typeof colourCodes, text: string) => string {
  return (colour, text) => (colours ? `\u001b[${colourCodes[colour]}m${text}\u001b[0m` : text);
}

/**
 * One line of at most `length` characters. What could drive a terminal or change how a line reads is gone: control and escape
 * characters, invisible and direction-changing ones, halves of characters.
 */
export function cleanLine(text: string, length: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join("")}…`;
}
