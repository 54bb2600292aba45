// Stands in for the SDK's default credential chain inside bundles: a lambda's credentials are in its environment, nowhere else.
import { fromEnv } from "@aws-sdk/credential-provider-env";

export const defaultProvider = fromEnv;
