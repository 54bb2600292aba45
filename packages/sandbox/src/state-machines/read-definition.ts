// Reads a machine's definition, or says in words all that is wrong with it or cannot be run here.
import { readJson } from "../gateway/read-json";
import { type Flow, type Machine, machineSchema } from "./definition";

export type ReadDefinition = { readonly machine: Machine } | { readonly problems: readonly string[] };

/** `text` is the JSON that CreateStateMachine is given. */
export function readDefinition(text: string): ReadDefinition {
  const json = readJson(text);
  if (json === undefined) return { problems: ["it is no JSON"] };
  const read = machineSchema.safeParse(json);
  if (!read.success)
    return {
      problems: read.error.issues.map(({ path, message }) =>
        path.length === 0 ? message : `${path.join(".")}: ${message}`,
      ),
    };
  const items = Object.entries(read.data.States).flatMap(([name, state]) =>
    state.Type === "Map" ? problemsOfFlow(state.ItemProcessor, `States.${name}.ItemProcessor.`) : [],
  );
  const problems = [...problemsOfFlow(read.data, ""), ...items];
  return problems.length > 0 ? { problems } : { machine: read.data };
}

/** Every way leads to a state that there is, and on or to the end. */
function problemsOfFlow({ StartAt, States }: Flow, where: string): string[] {
  const leads = (from: string, to: string) =>
    to in States ? [] : [`${where}${from}: there is no state ${to}`];
  return [
    ...leads("StartAt", StartAt),
    ...Object.entries(States).flatMap(([name, state]) => {
      if (state.Type === "Succeed" || state.Type === "Fail") return [];
      const at = `States.${name}`;
      const caught = state.Catch.flatMap(({ Next }) => leads(at, Next));
      if (state.Next !== undefined && state.End === undefined) return [...leads(at, state.Next), ...caught];
      const isEnd = state.Next === undefined && state.End;
      return [...(isEnd ? [] : [`${where}${at}: it needs either Next or End`]), ...caught];
    }),
  ];
}
