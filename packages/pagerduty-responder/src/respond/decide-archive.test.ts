import { type Decision, decideArchive } from "./decide-archive";
import type { Finding } from "./findings";

const finding: Finding = { id: "f-1", archived: false, lastSeen: "2030-01-07T08:00:00Z" };
const archived = { ...finding, archived: true };
const decision: Decision = { at: "2030-01-07T09:00:00Z", byPerson: true, tried: false };
const nobody = { ...decision, byPerson: false };
const kept = (note: string) => ({ end: "kept", note });

describe("a finding", () => {
  it.each<[string, Finding | undefined, Decision, object]>([
    ["that is open is archived", finding, decision, { end: "to-archive" }],
    [
      "last seen at the same moment is archived",
      { ...finding, lastSeen: decision.at },
      decision,
      { end: "to-archive" },
    ],
    ["never seen is archived", { ...finding, lastSeen: undefined }, decision, { end: "to-archive" }],
    [
      "seen again since is kept",
      { ...finding, lastSeen: "2030-01-07T09:00:00.001Z" },
      decision,
      kept("seen again since"),
    ],
    [
      "seen again since in another notation is kept",
      { ...finding, lastSeen: "2030-01-07T10:30:00+01:00" },
      decision,
      kept("seen again since"),
    ],
    [
      "that GuardDuty does not know is kept",
      undefined,
      decision,
      kept("GuardDuty does not know this finding any more"),
    ],
    ["archived by others is left alone", archived, decision, { end: "already-archived" }],
    ["archived by an earlier try is ours", archived, { ...decision, tried: true }, { end: "archived" }],
    [
      "that no person resolved is kept",
      finding,
      nobody,
      kept("no person resolved it, so it stays open in GuardDuty"),
    ],
    [
      "archived before a timeout is left alone",
      archived,
      { ...nobody, tried: true },
      { end: "already-archived" },
    ],
  ])("%s", (_name, known, decided, outcome) => {
    expect(decideArchive(known, decided)).toEqual(outcome);
  });
});
