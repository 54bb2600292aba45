import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTerraform } from "./run-terraform";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgwatch-terraform-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program that stands in for Terraform. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o700);
  return path;
}

const call = { folder: "/stacks/org-root", args: ["plan"], profile: undefined, environment: {} };
const environment = { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: "key", AWS_SESSION_TOKEN: "token" };

it("passes its words on as they come, and tells them from errors", async () => {
  const command = await program("speaks", 'echo "out $*"; echo err >&2; exit 3');
  let heard = "";
  const ran = await runTerraform(
    new AbortController().signal,
    environment,
    command,
  )(call, (text) => {
    heard += text;
  });
  expect({
    status: ran.status,
    stdout: ran.stdout,
    output: ran.output.split("\n").toSorted(),
    same: heard === ran.output,
  }).toEqual({
    status: 3,
    stdout: "out -chdir=/stacks/org-root plan\n",
    output: ["", "err", "out -chdir=/stacks/org-root plan"],
    same: true,
  });
});

it("lets a profile count before keys of the environment, and leaves them alone without one", async () => {
  const command = await program(
    "tells",
    'echo "$AWS_PROFILE $AWS_ACCESS_KEY_ID $AWS_SESSION_TOKEN $TF_DATA_DIR"',
  );
  const run = runTerraform(new AbortController().signal, environment, command);
  const more = { ...call, profile: "security", environment: { TF_DATA_DIR: "/data" } };
  const ran = await Promise.all([run(more, () => {}), run(call, () => {})]);
  expect(ran.map(({ stdout }) => stdout)).toEqual(["security   /data\n", " key token \n"]);
});

it("interrupts it once, and waits until it has ended in order", async () => {
  const command = await program(
    "waits",
    "trap 'echo interrupted; exit 5' INT; echo began; while :; do sleep 0.05; done",
  );
  const stop = new AbortController();
  const { status, stdout } = await runTerraform(
    stop.signal,
    environment,
    command,
  )(call, (text) => {
    if (text.includes("began")) stop.abort();
  });
  expect([status, stdout]).toEqual([5, "began\ninterrupted\n"]);
});

it("says what to install when there is none", async () => {
  const run = runTerraform(new AbortController().signal, environment, join(folder, "absent"));
  await expect(run(call, () => {})).rejects.toThrow(
    "absent is not on the PATH: install Terraform 1.10 or newer",
  );
});
