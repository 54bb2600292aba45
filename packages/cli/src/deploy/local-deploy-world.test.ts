import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployFiles } from "./local-deploy-world";

const bootstrap = join(import.meta.dirname, "../../../../terraform/bootstrap");
const files = deployFiles(bootstrap);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgwatch-deploy-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("copies the HCL of the state bucket, and nothing that Terraform left beside it", async () => {
  await files.copyBootstrap(join(folder, "bootstrap/111111111111"));
  expect((await readdir(join(folder, "bootstrap/111111111111"))).toSorted()).toEqual([
    "main.tf",
    "outputs.tf",
    "variables.tf",
    "versions.tf",
  ]);
});

it("keeps plans to this user, and removes what may not be there", async () => {
  const plans = join(folder, "out/plans");
  await files.privateFolder(plans);
  await files.write(join(plans, "a.tfplan"), "secret");
  await files.remove(join(plans, "a.tfplan"));
  await files.remove(join(plans, "a.tfplan"));
  expect([(await stat(plans)).mode & 0o777, await readdir(plans)]).toEqual([0o700, []]);
});

it("writes a file into a folder that it makes", async () => {
  await files.write(join(folder, "kept/org-root/cdk.tf.json"), "{}");
  expect(await readFile(join(folder, "kept/org-root/cdk.tf.json"), "utf8")).toBe("{}");
});
