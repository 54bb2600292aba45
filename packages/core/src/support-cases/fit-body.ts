// A communication that is too long for a table item keeps its beginning, and says how long it was.
import type { Communication } from "./case";

/** DynamoDB takes items of 400 KB, names of fields and the other fields included; counted in bytes of UTF-8. */
const longestBodyBytes = 350 * 1024;

/** The communication as the table can hold it: bodies up to 350 KB stay whole, longer ones are cut between two characters. */
export function fitBody(communication: Communication): Communication {
  const { body, ...rest } = communication;
  if (body === undefined || Buffer.byteLength(body) <= longestBodyBytes) return communication;
  const bytes = Buffer.from(body);
  let end = longestBodyBytes;
  // Bytes that begin with the bits 10 continue a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return { ...rest, bodyStart: bytes.toString("utf8", 0, end), bodyCut: body.length };
}
