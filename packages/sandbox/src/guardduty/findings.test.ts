import type { Finding } from "./finding";
import { newFindings } from "./findings";
import { exampleContent } from "./sample-finding";
import { sampleTypeOf, sampleTypes } from "./sample-types";

const place = { accountId: "111111111111", region: "us-west-2", detectorId: "d-1" };
const type = sampleTypes[0];
if (!type) throw new Error("There are no sample types");

/** Findings that publish into a list; every question for the time is a minute later. */
function store() {
  const published: Finding[] = [];
  let [minutes, ids] = [0, 0];
  const findings = newFindings({
    now: () => new Date(Date.UTC(2030, 0, 7, 9, minutes++)),
    newId: () => `f-${++ids}`,
    publish: async (finding) => void published.push(finding),
  });
  return { findings, published };
}

/** What changes when a finding is seen again. */
const changing = ({ id, createdAt, updatedAt, service }: Finding) => ({
  id,
  createdAt,
  updatedAt,
  count: service.count,
  first: service.eventFirstSeen,
  last: service.eventLastSeen,
});

describe("newFindings", () => {
  it("updates a sample of the same type and place, and makes another elsewhere", async () => {
    const { findings, published } = store();
    await findings.sample(type, place);
    await findings.sample(type, place);
    await findings.sample(type, { ...place, region: "us-east-1" });
    expect(published.map(changing)).toEqual([
      {
        id: "f-1",
        createdAt: "2030-01-07T09:01:00.000Z",
        updatedAt: "2030-01-07T09:01:00.000Z",
        count: 1,
        first: "2030-01-07T09:01:00.000Z",
        last: "2030-01-07T09:01:00.000Z",
      },
      {
        id: "f-1",
        createdAt: "2030-01-07T09:01:00.000Z",
        updatedAt: "2030-01-07T09:03:00.000Z",
        count: 2,
        first: "2030-01-07T09:01:00.000Z",
        last: "2030-01-07T09:03:00.000Z",
      },
      expect.objectContaining({ id: "f-2", count: 1 }),
    ]);
  });

  it("tells nothing more about an archived finding until it is back", async () => {
    const { findings, published } = store();
    const { id } = await findings.sample(type, place);
    findings.setArchived([id, "no such finding"], true);
    await findings.sample(type, place);
    findings.setArchived([id], false);
    await findings.sample(type, place);
    expect(published.map(({ service }) => service.count)).toEqual([1, 3]);
    expect(findings.find(id)?.service.archived).toBe(false);
  });

  it("changes what is said about a finding that is raised again", async () => {
    const { findings, published } = store();
    const content = exampleContent(type, place, new Date(0));
    const { id } = await findings.raise(content, place);
    await findings.raise({ ...content, severity: 9.5 }, place, id);
    expect(published.map((finding) => [finding.id, finding.severity, finding.service.count])).toEqual([
      ["f-1", 8, 1],
      ["f-1", 9.5, 2],
    ]);
  });

  it("keeps accounts and regions apart", async () => {
    const { findings } = store();
    await findings.sample(type, place);
    await findings.sample(type, { ...place, accountId: "222222222222" });
    await findings.sample(type, { ...place, region: "us-east-1" });
    const seen = (accounts: string[]) => findings.of(new Set(accounts), "us-west-2").map(({ id }) => id);
    expect([seen(["111111111111"]), seen(["111111111111", "222222222222"])]).toEqual([
      ["f-1"],
      ["f-1", "f-2"],
    ]);
  });
});

describe("samples", () => {
  it("are marked and shaped as GuardDuty does it", async () => {
    const { findings } = store();
    const { service, ...finding } = await findings.sample(type, place);
    expect({ ...finding, resource: finding.resource.resourceType }).toEqual({
      schemaVersion: "2.0",
      accountId: "111111111111",
      region: "us-west-2",
      partition: "aws",
      id: "f-1",
      arn: "arn:aws:guardduty:us-west-2:111111111111:detector/d-1/finding/f-1",
      type: "Backdoor:EC2/C&CActivity.B",
      resource: "Instance",
      severity: 8,
      createdAt: "2030-01-07T09:01:00.000Z",
      updatedAt: "2030-01-07T09:01:00.000Z",
      title: "[SAMPLE] An EC2 instance talks to a known command and control server.",
      description: expect.stringContaining("111111111111 in us-west-2"),
    });
    expect(service).toEqual(
      expect.objectContaining({
        serviceName: "guardduty",
        detectorId: "d-1",
        archived: false,
        additionalInfo: { value: '{"sample":true}', type: "default", sample: true },
        resourceRole: "ACTOR",
      }),
    );
  });

  it("exist for every kind of resource and every severity band, each type once", () => {
    expect(new Set(sampleTypes.map((sample) => sample.type)).size).toBe(sampleTypes.length);
    expect(new Set(sampleTypes.map(({ resource }) => resource)).size).toBe(9);
    expect(new Set(sampleTypes.map(({ severity }) => Math.floor(severity)))).toEqual(new Set([2, 5, 8, 9]));
  });

  it("can be made for other well-formed types, and not for nonsense", () => {
    expect(sampleTypeOf("Impact:EC2/NewThing!DNS")).toEqual({
      type: "Impact:EC2/NewThing!DNS",
      severity: 8,
      resource: "instance",
      action: "dns",
      title: "GuardDuty saw Impact:EC2/NewThing!DNS.",
    });
    expect([sampleTypeOf("nonsense"), sampleTypeOf("Impact:Mars/Rover")]).toEqual([undefined, undefined]);
  });
});
