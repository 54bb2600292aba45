import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import timers from "node:timers/promises";
import { startMoto } from "./moto";

const root = path.resolve(__dirname, "../../..");

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/moto-api/`).then(
    ({ ok }) => ok,
    () => false,
  );
}

describe("startMoto", () => {
  it("starts moto, uses it a second time by its URL, and ends it", async () => {
    const moto = await startMoto({ url: "" });
    const again = await startMoto({ url: moto.url });
    await again.stop();
    expect(await answers(moto.url)).toBe(true);
    await moto.stop();
    expect(await answers(moto.url)).toBe(false);
  }, 60_000);

  it("ends moto when its own process is killed", async () => {
    const program = `import { startMoto } from "./packages/sandbox/src/moto";
      startMoto({ url: "" }).then((moto) => console.log(moto.url));`;
    const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [url] = await once(parent.stdout, "data");
    const address = String(url).trim();
    expect(await answers(address)).toBe(true);
    parent.kill("SIGKILL");
    const deadline = Date.now() + 10_000;
    while ((await answers(address)) && Date.now() < deadline) await timers.setTimeout(50);
    expect(await answers(address)).toBe(false);
  }, 60_000);
});
