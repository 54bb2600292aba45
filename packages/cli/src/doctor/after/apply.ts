// How most of what is missing after a deployment is mended.

/** The words for applying a stack (again). */
export function apply(stack: string): string {
  return `orgwatch deploy apply ${stack}`;
}
