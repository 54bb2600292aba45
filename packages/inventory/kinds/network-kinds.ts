// network
import type { Kind } from "./kind";

export const networkKinds: readonly Kind[] = [];
