import { deriveSdkRoutes } from "../../testing/derive-sdk-routes";
import { sdkRoutes, signingNames } from "./sdk-routes";

it("has the routes of the SDK that is installed: else run testing/write-sdk-routes.ts", () => {
  expect({ signingNames, sdkRoutes }).toEqual(deriveSdkRoutes());
});
