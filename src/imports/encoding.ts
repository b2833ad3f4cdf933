import { isAscii, isUtf8 } from 'node:buffer';

/** The encodings that exports of accounting programs come in, by the names TextDecoder knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/**
 * The encoding of a file by its first bytes: a byte order mark, else zero bytes in every second place (UTF-16), else
 * UTF-8 where the bytes are valid UTF-8, else the older one that they look like. A file whose first bytes are plain
 * ASCII counts as UTF-8; encodingOfRest tells what it is if a later byte shows that it is not.
 */
export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Commas, digits and line ends are one zero byte and one other in UTF-16, whatever the language of the names.
  if (odd > head.length / 20 && odd > 4 * even) return 'utf-16le';
  if (even > head.length / 20 && even > 4 * odd) return 'utf-16be';
  return isAscii(head) || isUtf8(withoutCutCharacter(head)) ? 'utf-8' : encodingOfRest(head);
}

/**
 * GB18030 or a Western one-byte encoding, for bytes that are not UTF-8: Chinese characters are pairs of high bytes,
 * accented letters stand alone between plain ones.
 */
export function encodingOfRest(bytes: Buffer): Encoding {
  let pairs = 0;
  let single = 0;
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] ?? 0) < 0x80) continue;
    let run = 1;
    while ((bytes[i + run] ?? 0) >= 0x80) run++;
    if (run === 1) single++;
    else pairs += Math.floor(run / 2);
    i += run - 1;
  }
  return pairs >= single ? 'gb18030' : 'windows-1252';
}

/** Without the last few bytes where they could be the beginning of a character that the cut tore apart. */
function withoutCutCharacter(head: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= head.length; back++) {
    const byte = head[head.length - back] ?? 0;
    if (byte >= 0xc0) return head.subarray(0, head.length - back);
    if (byte < 0x80) break;
  }
  return head;
}
