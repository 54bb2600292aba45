// data
import type { Kind } from "./kind";

export const dataKinds: readonly Kind[] = [];
