import { crc32, deflateSync, inflateSync } from 'node:zlib';

// Chromium writes pictures fast and large. A page has few colours: with a palette it takes a third of the room.

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

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

/** The same picture with 256 colours: of those that are much alike, the one that it uses most. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, step, bytes } = pixelsOf(png);
  const uses = new Map<number, number>();
  for (let at = 0; at < bytes.length; at += step) {
    const colour = bytes.readUIntBE(at, 3);
    uses.set(colour, (uses.get(colour) ?? 0) + 1);
  }
  const groups = grouped([...uses].map(([colour, count]) => ({ channels: channelsOf(colour), count })));
  const palette = groups.map(({ colours }) => colours.reduce((most, one) => (one.count > most.count ? one : most)));
  const placeOf = new Map(
    groups.flatMap(({ colours }, place) =>
      colours.map(({ channels }) => [Buffer.from(channels).readUIntBE(0, 3), place]),
    ),
  );
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
    chunk('PLTE', Buffer.from(palette.flatMap(({ channels }) => channels))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface Colour {
  /** Red, green, blue. */
  readonly channels: readonly number[];
  /** Pixels that have it. */
  readonly count: number;
}

interface Group {
  readonly colours: readonly Colour[];
  /** The channel in which they differ most, and how much, over all pixels. */
  readonly channel: number;
  readonly spread: number;
}

const channelsOf = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function groupOf(colours: readonly Colour[]): Group {
  const pixels = colours.reduce((sum, { count }) => sum + count, 0);
  const spreads = [0, 1, 2].map((channel) => {
    const value = (colour: Colour) => colour.channels[channel] ?? 0;
    const mean = colours.reduce((sum, colour) => sum + value(colour) * colour.count, 0) / pixels;
    return colours.reduce((sum, colour) => sum + (value(colour) - mean) ** 2 * colour.count, 0);
  });
  const spread = Math.max(...spreads);
  return { colours, channel: spreads.indexOf(spread), spread };
}

/** Divides the group whose colours differ most, until there are as many as a palette holds. */
function grouped(colours: readonly Colour[]): Group[] {
  const groups = [groupOf(colours)];
  while (groups.length < COLOURS) {
    const widest = groups.reduce((most, group) => (group.spread > most.spread ? group : most));
    if (widest.spread === 0) break;
    const value = ({ channels }: Colour) => channels[widest.channel] ?? 0;
    const values = widest.colours.map(value);
    const middle = (Math.min(...values) + Math.max(...values)) / 2;
    groups[groups.indexOf(widest)] = groupOf(widest.colours.filter((colour) => value(colour) <= middle));
    groups.push(groupOf(widest.colours.filter((colour) => value(colour) > middle)));
  }
  return groups;
}

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
