import { describe, expect, it } from 'vitest';
import { type Encoding, encodingOf } from '../../src/imports/encoding.js';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('encoding', () => {
  const text = 'Invoice No,客户名称\nINV-1,华瑞科技\n';
  it.each<[string, Buffer, Encoding]>([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['plain ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8'],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 LE without', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${text}`), 'utf-16be'],
    ['UTF-16 BE without', utf16be(text), 'utf-16be'],
    // 客户,金额 and 华瑞科技 in GBK
    [
      'GB18030',
      Buffer.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xbb, 0xaa, 0xc8, 0xf0]),
      'gb18030',
    ],
    ['Western', Buffer.from('Soci\xe9t\xe9 G\xe9n\xe9rale;100\nM\xfcller;5\n', 'latin1'), 'windows-1252'],
  ])('%s', (_, bytes, expected) => {
    expect(encodingOf(bytes)).toBe(expected);
  });

  it('is not misled by a character that the end of the sample cuts apart', () => {
    const bytes = Buffer.from('客户'.repeat(10));
    for (let cut = 1; cut <= 3; cut++) expect(encodingOf(bytes.subarray(0, bytes.length - cut))).toBe('utf-8');
  });
});
