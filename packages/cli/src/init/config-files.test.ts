import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configFiles } from "./config-files";

const files = configFiles(() => "new");
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgwatch-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("makes the folder, writes the file, and reads it", async () => {
  const path = join(folder, "deep", "org.config.ts");
  const before = await files.read(path);
  await files.write(path, "one");
  await files.write(path, "two");
  expect([before, await files.read(path), await readdir(join(folder, "deep"))]).toEqual([
    undefined,
    "two",
    ["org.config.ts"],
  ]);
});

it("writes through a link", async () => {
  const [target, link] = [join(folder, "real.ts"), join(folder, "org.config.ts")];
  await writeFile(target, "old");
  await symlink(target, link);
  await files.write(link, "new");
  expect(await readFile(target, "utf8")).toBe("new");
});

it("leaves the old file where the new one cannot be written", async () => {
  const path = join(folder, "org.config.ts");
  await writeFile(path, "old");
  await writeFile(`${path}.new`, "somebody else's");
  await expect(files.write(path, "new")).rejects.toThrow("EEXIST");
  expect(await readFile(path, "utf8")).toBe("old");
});

it("keeps a copy, and never over another one", async () => {
  const [path, copy] = [join(folder, "org.config.ts"), join(folder, "copy")];
  await writeFile(path, "old");
  await files.keep(path, copy);
  await expect(files.keep(path, copy)).rejects.toThrow("EEXIST");
  expect(await readFile(copy, "utf8")).toBe("old");
});
