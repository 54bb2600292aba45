import type { Locator } from "playwright-core";
import { visitInBrowser } from "./browser-visits";
import { changeBlocks } from "./sample-page";

const { visit } = visitInBrowser();

it("denies a change only after the dialog's own red button, as whoever was chosen", async () => {
  const { tab, post, presses } = await visit();
  const { ts } = post("SSH is open to the world", { blocks: changeBlocks() });
  const acting = tab.getByLabel("Acting as");
  const names = ["Alice Ahmed", "Mallory Moss", "Bob Baker", "Carol Chen"];
  expect(await acting.locator("option").allTextContents()).toEqual(names);
  await acting.selectOption("Bob Baker");
  const deny = tab.getByRole("button", { name: "Deny", exact: true });
  expect(await redness(deny, "color")).toBe("red");
  await deny.click();
  const dialog = tab.getByRole("dialog", { name: "Deny this change?" });
  expect(await dialog.locator("p, button").allTextContents()).toEqual([
    "Orgwatch removes 1 rule from sg-0a1b2c3d. Rules that were there before stay.",
    "Cancel",
    "Deny and revert",
  ]);
  const sure = dialog.getByRole("button", { name: "Deny and revert" });
  const colours = [await redness(dialog.getByRole("button", { name: "Cancel" }), "background-color")];
  colours.push(await redness(sure, "background-color"));
  expect(colours).toEqual(["not red", "red"]);
  await sure.click();
  await tab.locator(".message").getByText("Bob Baker pressed “Deny”. Orgwatch answered 200.").waitFor();
  await tab.getByRole("button", { name: "Keep" }).click();
  await tab.locator(".message").getByText("Bob Baker pressed “Keep”. Orgwatch answered 200.").waitFor();
  const press = { channel: "C0SECURITY", ts, userId: "U0BOB" };
  expect(presses).toEqual([
    { ...press, actionId: "sg:deny" },
    { ...press, actionId: "sg:keep" },
  ]);
});

/** Whether an element's colour is mostly red. */
async function redness(locator: Locator, property: "color" | "background-color"): Promise<string> {
  const colour = await locator.evaluate(
    (node, name) => getComputedStyle(node).getPropertyValue(name),
    property,
  );
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return red > 2 * green && red > 2 * blue ? "red" : "not red";
}
