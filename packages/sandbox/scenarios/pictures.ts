// The way to the documents' pictures: what the tour does, looked at on the sandbox's page.
import type { Locator, Page } from "playwright-core";
import type { LambdaHost } from "../src/lambda-host/lambda-host";
import type { Sandbox } from "../src/sandbox";
import { followCase } from "../src/tour-case";
import { followFindings } from "../src/tour-findings";
import { openToTheWorld } from "../src/tour-group";
import { resolveGravest } from "../src/tour-response";
import { warnOwners } from "../src/tour-tags";

/** What one picture shows. */
export type View = {
  /** PNG. */
  readonly image: () => Promise<Buffer>;
  /** All that can be read on it, as the page has it. */
  readonly words: () => Promise<string>;
};

/** Called once all of a view is there. `name` is the picture's, without `.png`. */
export type Take = (name: string, view: View) => Promise<void>;

const patience = { timeout: 60_000 };
const silent = () => {};

/** Goes the way on a page that is open. Rejects when something does not come within a minute. */
export async function lookAround(sandbox: Sandbox, host: LambdaHost, tab: Page, take: Take): Promise<void> {
  await tab.getByText("Live", { exact: true }).waitFor(patience);
  await tab.getByRole("heading", { name: "Try it" }).click();
  await tab.getByLabel("Acting as").selectOption("Alice Ahmed");
  await lookAtFinding(sandbox, tab, take);
  await openToTheWorld(sandbox, silent);
  const question = await message(tab, "security-critical", "2001:db8::/32");
  await question.getByRole("button", { name: "Deny", exact: true }).waitFor(patience);
  await take("security-group", part(question));
  await followCase(sandbox, silent);
  const supportCase = await message(tab, "payments-alerts", "Support case");
  await supportCase.getByText("✅ Resolved").waitFor(patience);
  await take("support-case", part(supportCase));
  await warnOwners(sandbox, host, silent);
  await tab.getByRole("tab", { name: /Mail/ }).click();
  // The newest is the first.
  const mail = tab.locator(".mail-item", { hasText: "Your EC2 instances" }).first();
  const letter = mail.frameLocator(".mail-html").locator("body");
  // A frame that is out of sight is not drawn.
  await mail.scrollIntoViewIfNeeded();
  await letter.getByText("will be stopped").first().waitFor(patience);
  await take("tag-mail", sheet(tab, letter));
}

/** A critical finding: as it came to Slack and PagerDuty, and after it was resolved. */
async function lookAtFinding(sandbox: Sandbox, tab: Page, take: Take): Promise<void> {
  await followFindings(sandbox, silent);
  const finding = await message(tab, "security-critical", "CRITICAL 9.5");
  await finding.getByRole("button", { name: "Archive" }).waitFor(patience);
  await tab.getByRole("button", { name: /^# payments-alerts \d+ new$/ }).waitFor(patience);
  await tab.getByRole("tab", { name: "PagerDuty 4" }).waitFor(patience);
  await take("page", whole(tab));
  await tab.getByRole("tab", { name: /PagerDuty/ }).click();
  const incident = tab.locator(".incident", { hasText: "CRITICAL acme-data-lake" });
  await incident.getByRole("link", { name: "Open in Slack" }).waitFor(patience);
  await take("incident", part(incident));
  await resolveGravest(sandbox, silent);
  const resolved = await message(tab, "security-critical", "CRITICAL 9.5");
  await resolved.getByText("archived by Alice Ahmed").first().waitFor(patience);
  await take("archived", part(resolved));
}

/** The newest message of a channel that has these words. */
async function message(tab: Page, channel: string, hasText: string): Promise<Locator> {
  await tab.getByRole("tab", { name: "Channel" }).click();
  await tab.getByRole("button", { name: new RegExp(`^# ${channel}( \\d+ new)?$`) }).click();
  const found = tab.locator(".message", { hasText }).last();
  await found.waitFor(patience);
  return found;
}

function part(shown: Locator): View {
  return { image: () => shown.screenshot({ animations: "disabled" }), words: () => wordsOf(shown) };
}

/** A mail's text with the margin around it, in which its table's frame stands. */
function sheet(tab: Page, shown: Locator): View {
  const margin = 8;
  return {
    image: async () => {
      const box = await shown.boundingBox();
      if (!box) throw new Error("the mail is not on the page any more");
      const { x, y, width, height } = box;
      const clip = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
      return tab.screenshot({ animations: "disabled", clip });
    },
    words: () => wordsOf(shown),
  };
}

/** All of the page, but for what only screen readers are told. */
function whole(tab: Page): View {
  return {
    image: () => tab.screenshot({ animations: "disabled", fullPage: true }),
    words: () => wordsOf(tab.locator("header.top, .frame")),
  };
}

async function wordsOf(shown: Locator): Promise<string> {
  return (await shown.allInnerTexts()).join("\n");
}
