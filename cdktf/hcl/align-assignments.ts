// `terraform fmt` puts the equals signs of neighbouring lines below each other; a value of several lines ends the neighbourhood.

/** Takes `name = value` texts, one each, of one or several lines. */
export function alignAssignments(assignments: readonly string[]): readonly string[] {
  const aligned: string[] = [];
  let neighbours: string[] = [];
  const close = () => {
    const width = Math.max(0, ...neighbours.map((one) => nameOf(one).length));
    aligned.push(...neighbours.map((one) => nameOf(one).padEnd(width) + one.slice(nameOf(one).length)));
    neighbours = [];
  };
  for (const assignment of assignments) {
    if (assignment.includes("\n")) {
      close();
      aligned.push(assignment);
    } else neighbours.push(assignment);
  }
  close();
  return aligned;
}

/** A quoted name may hold an equals sign itself. */
function nameOf(assignment: string): string {
  return /^(?:"(?:[^"\\]|\\.)*"|[^\s=]+)/.exec(assignment)?.[0] ?? "";
}
