// The lock of a state that another run holds.

/**
 * Who holds it, since when, and how to go on; undefined when Terraform failed for another reason. `terraform` is the command without its
 * arguments, as it is shown.
 */
export function heldLock(output: string, terraform: string): string | undefined {
  if (!output.includes("Error acquiring the state lock")) return undefined;
  const said = (name: string) => new RegExp(`${name}:\\s+(\\S.*?)\\s*$`, "m").exec(output)?.[1];
  const [id, who, since] = [said("ID"), said("Who"), said("Created")];
  const holder = who === undefined ? "another run" : `another run, ${who}${since ? `, since ${since}` : ""},`;
  const rest = id === undefined ? "" : ` If it is dead: ${terraform.replace(/^\$ /, "")} force-unlock ${id}`;
  return `${holder} holds the lock of this state. Wait for it.${rest}`;
}
