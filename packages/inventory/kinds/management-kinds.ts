// management
import type { Kind } from "./kind";

export const managementKinds: readonly Kind[] = [];
