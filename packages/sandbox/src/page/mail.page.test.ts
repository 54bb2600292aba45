import { visitInBrowser } from "./browser-visits";
import { sampleMail } from "./sample-parts";

const { visit, complaints } = visitInBrowser();

describe("mails", () => {
  it("are shown newest first, as their receivers see them and as text", async () => {
    const { tab, mail } = await visit();
    await tab.getByRole("tab", { name: "Mail" }).click();
    expect(await tab.getByText("No mail yet").isVisible()).toBe(true);
    mail(sampleMail());
    mail(sampleMail({ id: "2", subject: "", html: undefined, text: "Plain", cc: ["bob@acme.example"] }));
    await tab.getByText("2 mails").waitFor();
    expect(await tab.locator(".mail-subject").allTextContents()).toEqual([
      "(no subject)",
      "3 instances without their tags",
    ]);
    expect(await tab.locator(".mail-item").first().locator("dt, dd, pre").allTextContents()).toEqual([
      ...["From", "Orgwatch <orgwatch@acme.example>", "To", "security@acme.example"],
      ...["Cc", "bob@acme.example", "Plain"],
    ]);
    const title = tab.frameLocator("iframe").getByRole("heading", { name: "3 instances without their tags" });
    await title.waitFor();
    expect(await title.evaluate((node) => getComputedStyle(node).color)).toBe("rgb(10, 60, 120)");
    await tab.locator(".mail-item").last().getByText("As text").click();
    await tab.getByText("acme-dev: i-99999999").first().waitFor();
  });

  it("can do nothing: no script runs, nothing is loaded, the page is out of reach", async () => {
    const { tab, mail, url } = await visit();
    await tab.getByRole("tab", { name: "Mail" }).click();
    const asked: string[] = [];
    tab.on("response", (response) => asked.push(new URL(response.url()).pathname));
    const html = `<p>Hello</p><script>parent.hacked = 1; document.title = "hacked"</script>
      <img src="${url}/tracker" onerror="parent.hacked = 1"><form action="${url}/form"><button>Send</button></form>
      <iframe src="${url}/frame"></iframe><meta http-equiv="refresh" content="0;url=${url}/away">`;
    mail(sampleMail({ id: "<a b>", html, subject: `<img src=x onerror="window.hacked = 1">` }));
    await tab.frameLocator(".mail-html").getByText("Hello").waitFor();
    await tab.frameLocator(".mail-html").getByRole("button", { name: "Send" }).click();
    expect({
      hacked: await tab.evaluate(() => "hacked" in window),
      frame: await tab.locator(".mail-html").getAttribute("sandbox"),
      asked: asked.filter((path) => !path.startsWith("/_orgwatch/")),
    }).toEqual({ hacked: false, frame: "", asked: [] });
    // The browser itself tells what it forbade.
    expect(complaints.splice(0).length).toBeGreaterThan(0);
  });
});
