import { MotoUnavailable, startMoto } from "./moto";

describe("startMoto", () => {
  it("says how to install a moto that is missing", async () => {
    const starting = startMoto({ command: ["no-such-moto-server"], url: "" });
    await expect(starting).rejects.toEqual(
      new MotoUnavailable(
        "no-such-moto-server was not found. Install it with: python3 -m pip install 'moto[all,server]>=5,<6'",
      ),
    );
  });

  it("repeats what a moto said that ended at once", async () => {
    const starting = startMoto({ command: ["sh", "-c", "echo broken >&2; exit 3"], url: "" });
    await expect(starting).rejects.toEqual(
      new MotoUnavailable("sh -c echo broken >&2; exit 3 ended at once: broken"),
    );
  });

  it("says so when the moto that should be running does not answer", async () => {
    await expect(startMoto({ url: "http://127.0.0.1:1/" })).rejects.toEqual(
      new MotoUnavailable("No moto answers at http://127.0.0.1:1."),
    );
  });
});
