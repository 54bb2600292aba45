// Who is in the workspace, and in which user groups.
import { type SlackUser, securityGroup, slackUsers } from "./sandbox-people";

export type Directory = {
  /** In the order in which they came. */
  readonly people: () => readonly SlackUser[];
  readonly person: (id: string) => SlackUser | undefined;
  /** More people; one whose id is known takes the other's place. */
  readonly addPeople: (people: readonly SlackUser[]) => void;
  /** The ids of a user group's members; undefined when there is no such group. */
  readonly group: (id: string) => readonly string[] | undefined;
  /** The members of a user group, new or not, by their ids. */
  readonly setGroup: (id: string, members: readonly string[]) => void;
};

/** The sandbox's people and their group. */
export function newDirectory(): Directory {
  const people = new Map<string, SlackUser>(Object.values(slackUsers).map((person) => [person.id, person]));
  const groups = new Map<string, readonly string[]>([[securityGroup.id, securityGroup.members]]);
  return {
    people: () => [...people.values()],
    person: (id) => people.get(id),
    addPeople: (more) => {
      for (const person of more) people.set(person.id, person);
    },
    group: (id) => groups.get(id),
    setGroup: (id, members) => {
      groups.set(id, members);
    },
  };
}
