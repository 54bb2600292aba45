// Names with `*`, as the policy writes them. Plain comparison, in linear time for any name.

/** Whether the whole name fits; `*` stands for anything, also for nothing, and every other sign for itself. An empty pattern fits no name. */
export function fitsPattern(name: string, pattern: string): boolean {
  if (pattern === "") return false;
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let from = first.length;
  // The earliest place for each part leaves the most room for those behind it.
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= end;
}
