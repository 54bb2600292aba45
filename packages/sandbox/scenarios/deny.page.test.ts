// The job as a person meets it: a call to EC2, a message on the page, a click on Deny, and EC2 as it was.
import { AuthorizeSecurityGroupIngressCommand } from "@aws-sdk/client-ec2";
import { type Browser, chromium } from "playwright-core";
import { type Sandbox, startSandbox } from "../src/sandbox";
import { builtBundles } from "./built-bundles";
import { incoming, newGroup, rulesBefore } from "./group-steps";

jest.setTimeout(120_000);

let sandbox: Sandbox;
let browser: Browser;
beforeAll(async () => {
  sandbox = await startSandbox({ bundles: builtBundles() });
  const host = await sandbox.runManifests();
  await host.run("account-directory");
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
});
afterAll(async () => {
  await browser.close();
  await sandbox.stop();
});

it("shows a change on the page, and takes exactly it back when somebody clicks Deny", async () => {
  const place = await newGroup(sandbox, "acme-web-shop", "storefront");
  const { ec2, groupId } = place;
  const IpPermissions = [
    { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    { IpProtocol: "-1", IpRanges: [{ CidrIp: "198.51.100.0/24" }] },
    { IpProtocol: "udp", FromPort: 53, ToPort: 53, Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] },
    { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: groupId }] },
  ];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
  const opened = (await incoming(place)).length;
  const tab = await (await browser.newContext({ viewport: { width: 1280, height: 1000 } })).newPage();
  await tab.goto(sandbox.url);
  await tab.getByRole("button", { name: /security-critical/ }).click();
  const message = tab.locator(".message", { hasText: "198.51.100.0/24" });
  await message.waitFor();
  await tab.getByLabel("Acting as").selectOption("Alice Ahmed");
  await message.getByRole("button", { name: "Deny", exact: true }).click();
  const dialog = tab.getByRole("dialog", { name: "Deny this change?" });
  const asked = await dialog.locator("p").textContent();
  await dialog.getByRole("button", { name: "Deny", exact: true }).click();
  await message
    .getByText(/Denied.* by .*alice/i)
    .first()
    .waitFor();
  await message.getByText("taken back").first().waitFor();
  expect({
    opened,
    asked,
    left: await incoming(place),
    buttons: await message.getByRole("button", { name: "Deny", exact: true }).count(),
  }).toEqual({
    opened: rulesBefore.length + 4,
    asked: expect.stringContaining("Takes back 4 rules"),
    left: rulesBefore,
    buttons: 0,
  });
});
