import { crc32, deflateSync, inflateSync } from 'node:zlib';

// Chromium writes pictures fast and large. A page has few colours: with a palette it takes a third of the room.

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
/** Colours whose channels differ by so little, as a sum of squares, look alike. */
const ALIKE = 60;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Bytes of a pixel: 3, or 4 with its opacity. */
  readonly step: number;
  readonly bytes: Buffer;
}

/** Width and height of a PNG, as they stand in its head. Throws for anything else. */
export function pngSize(png: Buffer): { readonly width: number; readonly height: number } {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('not a PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

/** The same picture with 256 of its colours: those that it uses most. Others become the nearest of them. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, step, bytes } = pixelsOf(png);
  const uses = new Map<number, number>();
  for (let at = 0; at < bytes.length; at += step) {
    const colour = bytes.readUIntBE(at, 3);
    uses.set(colour, (uses.get(colour) ?? 0) + 1);
  }
  const palette: number[] = [];
  for (const colour of [...uses.keys()].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0))) {
    // One of two that look alike is enough, or the rare colours would have no room.
    if (palette.length < COLOURS && palette.every((other) => distance(colour, other) > ALIKE)) palette.push(colour);
  }
  const placeOf = new Map([...uses.keys()].map((colour) => [colour, nearest(colour, palette)]));
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      lines[y * (width + 1) + 1 + x] = placeOf.get(bytes.readUIntBE((y * width + x) * step, 3)) ?? 0;
    }
  }
  const head = Buffer.from(png.subarray(16, 29));
  head[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function nearest(colour: number, palette: readonly number[]): number {
  const far = palette.map((other) => distance(colour, other));
  return far.indexOf(Math.min(...far));
}

const distance = (a: number, b: number): number =>
  [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);

/** Only what Chromium writes: eight bits a channel, no palette, not interlaced. */
function pixelsOf(png: Buffer): Pixels {
  const { width, height } = pngSize(png);
  const step = png[25] === 6 ? 4 : 3;
  const packed: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const filtered = inflateSync(Buffer.concat(packed));
  const line = width * step;
  const bytes = Buffer.alloc(line * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (line + 1)];
    for (let x = 0; x < line; x++) {
      const left = x < step ? 0 : (bytes[y * line + x - step] ?? 0);
      const above = y === 0 ? 0 : (bytes[(y - 1) * line + x] ?? 0);
      const corner = x < step || y === 0 ? 0 : (bytes[(y - 1) * line + x - step] ?? 0);
      bytes[y * line + x] = (filtered[y * (line + 1) + 1 + x] ?? 0) + expected(filter, left, above, corner);
    }
  }
  return { width, height, step, bytes };
}

/** What each filter of PNG expects a byte to be. */
function expected(filter: number | undefined, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [byLeft, byAbove, byCorner] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs);
  if (byLeft === undefined || byAbove === undefined || byCorner === undefined) return 0;
  return byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
