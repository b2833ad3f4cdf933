import { describe, expect, it } from 'vitest';
import { nameKey } from '../../src/domain/name-key.js';
import { clientInText } from '../../src/understanding/client-in-text.js';

const clients = ['ACME', 'ACME Studios', 'Globex', '华瑞科技', 'AB'].map((name) => ({ name, keys: [nameKey(name)] }));
const found = (text: string) => clientInText(text, clients)?.name ?? null;

describe('the client that a text names', () => {
  it.each([
    ['hi, acme promised Friday', 'ACME'],
    ['the people of ACME Studios, not ACME', 'ACME Studios'],
    ['Acmeology is something else', null],
    ['华瑞科技承诺下周五付款', '华瑞科技'],
    ['Globex and others', 'Globex'],
    ['AB is too short', null],
    ['nobody', null],
    ['', null],
  ])('%s', (text, name) => {
    expect(found(text)).toBe(name);
  });

  it('is nobody where two are named by names of one length', () => {
    const two = ['Globex', 'Hooli1'].map((name) => ({ name, keys: [nameKey(name)] }));
    expect(clientInText('Globex, Hooli1', two)).toBeNull();
  });
});
