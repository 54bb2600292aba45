import { ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import { cachedParameters } from "./parameters";
import { redact } from "./redact";

/** An SSM client whose answers the test decides; it counts the calls that reach it. */
function fakeSsm(answer: () => string | Error) {
  const calls: unknown[] = [];
  const client = new SSMClient({ region: "us-west-2" });
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        calls.push(input);
        const value = answer();
        if (value instanceof Error) throw value;
        return { output: { Parameter: { Value: value }, $metadata: {} }, response: {} };
      },
    { step: "initialize", priority: "high" },
  );
  return { client: () => client, calls };
}

it("asks once for many at a time, again after five minutes, and so sees a rotated secret", async () => {
  let value = "first-secret";
  let now = new Date("2030-01-07T09:00:00Z");
  const { client, calls } = fakeSsm(() => value);
  const parameters = cachedParameters(client, () => now);
  const together = await Promise.all([parameters("/s/token", "secret"), parameters("/s/token", "secret")]);
  value = "second-secret";
  now = new Date("2030-01-07T09:04:59Z");
  const kept = await parameters("/s/token", "secret");
  now = new Date("2030-01-07T09:05:00Z");
  const fresh = await parameters("/s/token", "secret");
  expect({ together, kept, fresh, calls }).toEqual({
    together: ["first-secret", "first-secret"],
    kept: "first-secret",
    fresh: "second-secret",
    calls: [
      { Name: "/s/token", WithDecryption: true },
      { Name: "/s/token", WithDecryption: true },
    ],
  });
});

it("uses the last known value while SSM fails, and waits when there is none", async () => {
  let answer: string | Error = "known";
  let now = new Date("2030-01-07T09:00:00Z");
  const { client } = fakeSsm(() => answer);
  const parameters = cachedParameters(client, () => now);
  await parameters("/s/a", "setting");
  answer = new Error("SSM is away");
  now = new Date("2030-01-07T10:00:00Z");
  expect(await parameters("/s/a", "setting")).toBe("known");
  await expect(parameters("/s/b", "setting")).rejects.toThrow("the parameter /s/b cannot be read");
});

it("asks a failing SSM every half minute only, because each message waits for its failure", async () => {
  let answer: string | Error = "known";
  let now = new Date("2030-01-07T09:00:00Z");
  const { client, calls } = fakeSsm(() => answer);
  const parameters = cachedParameters(client, () => now);
  await parameters("/s/a", "setting");
  answer = new Error("SSM is away");
  const asked: number[] = [];
  for (const time of ["10:00:00", "10:00:29", "10:00:30"]) {
    now = new Date(`2030-01-07T${time}Z`);
    expect(await parameters("/s/a", "setting")).toBe("known");
    asked.push(calls.length);
  }
  expect(asked).toEqual([2, 2, 3]);
});

it("leaves out the line feed at the end of a secret that came from a file, and still hides it", async () => {
  const { client } = fakeSsm(() => "xoxb-from-a-file\n");
  expect(await cachedParameters(client, () => new Date())("/s/token", "secret")).toBe("xoxb-from-a-file");
  expect(redact("Bearer xoxb-from-a-file")).toBe("Bearer [secret]");
});

it("answers undefined for a parameter that does not exist", async () => {
  const { client } = fakeSsm(() => new ParameterNotFound({ message: "", $metadata: {} }));
  expect(await cachedParameters(client, () => new Date())("/s/none", "secret")).toBeUndefined();
});

it("takes every secret it has read out of texts", async () => {
  const { client } = fakeSsm(() => "xoxb-very-secret");
  await cachedParameters(client, () => new Date())("/s/token", "secret");
  expect(redact("token xoxb-very-secret, again xoxb-very-secret")).toBe("token [secret], again [secret]");
});
