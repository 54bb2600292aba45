// Reads the records of a CloudTrail file one by one while its bytes arrive. A file may have 50 MB of text and the lambda has 256 MB for ten
// of them, so none is ever held as a whole. JSON parsers for streams build every value of every record in JavaScript, or want a class per
// chunk; all that is needed here is where a record begins and ends, for which strings, escapes and brackets are enough. The few records
// that matter are then parsed by JSON.parse.
import { NeverAgain } from "@orgwatch/core/errors";

/** The file is not what CloudTrail writes, or ends before its end. */
export class NoTrailFile extends NeverAgain {
  override readonly name = "NoTrailFile";
}

/** Four times the most that CloudTrail writes for one event. A longer one is passed over, so that memory stays bounded. */
const longestRecord = 4 * 1024 * 1024;

const quote = 0x22;
const backslash = 0x5c;
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Longer than `Records`; other keys of the file need not be known whole. */
const longestKey = 16;

/**
 * The bytes of each object in the list `Records` of a JSON object, in their order; bytes as they are in the file, not yet parsed.
 * @throws NoTrailFile when there is no such list, or the file is cut; what came before has been handed out then.
 */
export async function* recordsOf(
  bytes: AsyncIterable<Uint8Array>,
  longest: number = longestRecord,
): AsyncGenerator<Buffer> {
  const reader = new RecordReader(longest);
  for await (const chunk of bytes) yield* reader.push(chunk);
  reader.end();
}

class RecordReader {
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The last string right inside the file's object: the key when a list opens there. */
  #key = "";
  #inRecords = false;
  #sawRecords = false;
  #ended = false;
  readonly #record: KeptBytes;

  constructor(longest: number) {
    this.#record = new KeptBytes(longest);
  }

  /** The records that end in this chunk. */
  push(chunk: Uint8Array): Buffer[] {
    const found: Buffer[] = [];
    /** Where the record at hand begins in this chunk; below zero outside of records. */
    let start = this.#inRecords && this.#depth > 2 ? 0 : -1;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      if (this.#inString) {
        this.#insideString(byte);
        continue;
      }
      const before = this.#depth;
      this.#outsideString(byte);
      if (!this.#inRecords) continue;
      if (before === 2 && this.#depth === 3) start = index;
      if (before === 3 && this.#depth === 2) {
        const record = this.#record.whole(chunk.subarray(start, index + 1));
        if (record && record[0] === openBrace) found.push(record);
        start = -1;
      }
    }
    if (start >= 0) this.#record.keep(chunk.subarray(start));
    return found;
  }

  /** @throws NoTrailFile when more should have come. */
  end(): void {
    if (!this.#ended)
      throw new NoTrailFile(this.#depth > 0 ? "it ends in the middle" : "it is empty, or no JSON object");
    if (!this.#sawRecords) throw new NoTrailFile("it has no list Records");
  }

  #insideString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      return;
    }
    if (this.#depth === 1 && this.#key.length < longestKey) this.#key += String.fromCharCode(byte);
  }

  #outsideString(byte: number): void {
    // White space, and everything between brackets that is neither one nor a string.
    if (byte <= 0x20) return;
    if (this.#ended) throw new NoTrailFile("something follows its end");
    if (this.#depth === 0 && byte !== openBrace) throw new NoTrailFile("it is no JSON object");
    if (byte === quote) {
      this.#inString = true;
      if (this.#depth === 1) this.#key = "";
    } else if (byte === openBrace || byte === openBracket) {
      if (this.#depth === 1) this.#inRecords = byte === openBracket && this.#key === "Records";
      this.#sawRecords ||= this.#inRecords;
      this.#depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      this.#depth -= 1;
      if (this.#depth === 1) this.#inRecords = false;
      this.#ended = this.#depth === 0;
    }
  }
}

/** The bytes of one record over several chunks; nothing once it is too long. */
class KeptBytes {
  #parts: Uint8Array[] = [];
  #length = 0;
  readonly #longest: number;

  constructor(longest: number) {
    this.#longest = longest;
  }

  keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#longest) this.#parts = [];
    else this.#parts.push(part);
  }

  /** With its last part; undefined when it was too long. The next record begins. */
  whole(last: Uint8Array): Buffer | undefined {
    this.keep(last);
    const record = this.#length > this.#longest ? undefined : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    return record;
  }
}
