import { newRoutes } from "./routes";

describe("newRoutes", () => {
  it("takes the longest prefix, and / only for reading", () => {
    const routes = newRoutes();
    const [page, slack, own] = [async () => undefined, async () => undefined, async () => undefined];
    routes.add("/", page);
    routes.add("/_slack/", slack);
    routes.add("/_slack/_own/", own);
    expect(routes.find("GET", "/index.html")).toBe(page);
    expect(routes.find("POST", "/index.html")).toBeUndefined();
    expect(routes.find("POST", "/_slack/api/chat.postMessage")).toBe(slack);
    expect(routes.find("POST", "/_slack/_own/x")).toBe(own);
  });
});
