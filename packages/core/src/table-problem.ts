// What a failing call to our own tables means for the message at hand.
import { TryLater } from "./errors";

/**
 * A table that throttles, is away or denies access says nothing about the message: it waits until somebody or time mends that. Only a
 * request that DynamoDB calls invalid stays what it is, because the same message would be refused each time.
 */
export function tableProblem(table: string, error: unknown): unknown {
  if (error instanceof Error && error.name === "ValidationException") return error;
  return new TryLater(`the table ${table} cannot be used`, { cause: error });
}
