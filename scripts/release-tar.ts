// A tar archive whose bytes depend on names and contents alone: sorted, of one date, owned by nobody in particular. The format is POSIX's ustar:
// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html

/** Contents by path; directories come by themselves. */
export type Tree = Readonly<Record<string, Buffer>>;

const block = 512;
/** 2020-01-01, the date of the files in the lambdas' zips. */
const date = 1_577_836_800;

/** @throws Error for a path that is too long for the format. */
export function tarOf(tree: Tree): Buffer {
  const entries = Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = entries.flatMap(([path, content]) => [
    header(path, content.length),
    content,
    Buffer.alloc((block - (content.length % block)) % block),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function header(path: string, size: number): Buffer {
  const { prefix, name } = split(path);
  const header = Buffer.alloc(block);
  const octal = (value: number, width: number) => value.toString(8).padStart(width - 1, "0");
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(date, 12), 136);
  // The checksum counts its own field as spaces.
  header.write(" ".repeat(8), 148);
  header.write("0", 156);
  header.write("ustar", 257);
  header.write("00", 263);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)}\0 `, 148);
  return header;
}

/** 100 bytes for the name, 155 more for the folders before it. */
function split(path: string): { readonly prefix: string; readonly name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: "", name: path };
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return { prefix, name };
  }
  throw new Error(`the path is too long for a tar archive: ${path}`);
}
