import { parseSlackApp } from "./slack-app";

const app = { workspaceId: "T0ORGWATCH", appId: "A0ORGWATCH", responders: ["U0ALICE"] };

describe("the setting slack-app", () => {
  it("names the workspace, the app and those who may act", () => {
    expect(parseSlackApp(app)).toEqual(app);
  });

  it("is null where there is no app", () => {
    expect(parseSlackApp(null)).toBeUndefined();
  });

  it.each([undefined, "xoxb-secret", {}, { ...app, responders: "U0ALICE" }])(
    "is refused in another shape, and not repeated (%j)",
    (setting) => {
      expect(() => parseSlackApp(setting)).toThrow(
        "The setting slack-app needs workspaceId, appId and responders, or null for no app",
      );
    },
  );
});
