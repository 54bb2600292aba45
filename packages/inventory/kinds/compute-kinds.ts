// compute
import type { Kind } from "./kind";

export const computeKinds: readonly Kind[] = [];
