// security
import type { Kind } from "./kind";

export const securityKinds: readonly Kind[] = [];
