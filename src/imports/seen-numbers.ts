/**
 * On which line of the file each number was first seen, in 12 bytes a number instead of a string: a million numbers
 * take 25 MB. Numbers are kept as 52-bit hashes; that two of a million meet is as likely as one in ten thousand, and
 * then matters only if the second also differs from the books.
 */
export class SeenNumbers {
  private hashes = new Float64Array(1 << 12);
  private lines = new Uint32Array(1 << 12);
  private size = 0;

  /** The line on which `key` was seen first; 0: this is the first time, and `line` is remembered. */
  add(key: string, line: number): number {
    if (this.size * 2 > this.hashes.length) this.grow();
    const found = this.put(hashOf(key), line);
    if (found === 0) this.size++;
    return found;
  }

  has(key: string): boolean {
    const hash = hashOf(key);
    const mask = this.hashes.length - 1;
    for (let slot = (hash % this.hashes.length) & mask; this.lines[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.hashes[slot] === hash) return true;
    }
    return false;
  }

  private put(hash: number, line: number): number {
    const mask = this.hashes.length - 1;
    let slot = (hash % this.hashes.length) & mask;
    while (this.lines[slot] !== 0) {
      if (this.hashes[slot] === hash) return this.lines[slot] ?? 0;
      slot = (slot + 1) & mask;
    }
    this.hashes[slot] = hash;
    this.lines[slot] = line;
    return 0;
  }

  private grow(): void {
    const { hashes, lines } = this;
    this.hashes = new Float64Array(hashes.length * 2);
    this.lines = new Uint32Array(lines.length * 2);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? 0;
      if (line !== 0) this.put(hashes[i] ?? 0, line);
    }
  }
}

/** Two 26-bit multiplicative hashes of the text, side by side. */
function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 6) * 0x4000000 + (b >>> 6);
}
