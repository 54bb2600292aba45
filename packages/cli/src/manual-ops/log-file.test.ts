import { mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logFile } from "./log-file";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgwatch-log-"));
  await writeFile(join(folder, "log.md"), "before");
});
afterEach(() => rm(folder, { recursive: true }));

it("replaces the file as a whole, and leaves nothing beside it", async () => {
  const file = logFile(join(folder, "log.md"), () => "new");
  await file.write("after");
  expect([await file.read(), await readdir(folder)]).toEqual(["after", ["log.md"]]);
});

it("keeps a link a link", async () => {
  await symlink("log.md", join(folder, "link.md"));
  await logFile(join(folder, "link.md"), () => "new").write("after");
  expect([await readlink(join(folder, "link.md")), await readFile(join(folder, "log.md"), "utf8")]).toEqual([
    "log.md",
    "after",
  ]);
});

it("leaves the file as it was when the new one cannot be written", async () => {
  const file = logFile(join(folder, "log.md"), () => "no/such/folder");
  await expect(file.write("after")).rejects.toThrow("ENOENT");
  expect(await file.read()).toBe("before");
});

it("does not make a file that is not there", async () => {
  await expect(logFile(join(folder, "other.md"), () => "new").write("x")).rejects.toThrow("ENOENT");
});
