// Resolves the imports of a bundle of ES modules: its own files and Node's modules. Without it Node would find in this repository what Lambda lacks.
import { isBuiltin } from "node:module";

let folder = "";

export function initialize(data) {
  folder = data.folder;
}

export async function resolve(specifier, context, next) {
  const isOfBundle = context.parentURL?.startsWith(folder) ?? false;
  const isFile = specifier.startsWith("./") || specifier.startsWith("file:");
  if (isOfBundle && !isFile && !isBuiltin(specifier))
    throw new Error(`Cannot find module '${specifier}': it is not part of the bundle`);
  return next(specifier, context);
}
