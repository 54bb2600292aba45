// application
import type { Kind } from "./kind";

export const applicationKinds: readonly Kind[] = [];
