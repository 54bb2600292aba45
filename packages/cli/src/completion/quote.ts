// Texts as words of a shell.

/** One word of bash and zsh, whatever is in the text. */
export function quoted(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** One word of fish: inside its quotes, a backslash and a quote are written with a backslash. */
export function quotedForFish(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
