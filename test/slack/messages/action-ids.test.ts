import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionIdOf,
  actionIds,
  addClientValue,
  changeValue,
  clientValue,
  overduePageValue,
  passOnValue,
  promiseValue,
  rerunValue,
  rowActions,
  rowValue,
  undoValue,
} from '../../../src/slack/messages/action-ids.js';
import { limits } from '../../../src/slack/messages/limits.js';

describe('what a button carries', () => {
  const codecs = [
    rerunValue,
    undoValue,
    changeValue,
    addClientValue,
    passOnValue,
    promiseValue,
    clientValue,
    overduePageValue,
    rowValue,
  ];

  it('comes back as it was', () => {
    expect(rerunValue.decode(rerunValue.encode({ text: 'log "华瑞" <!x>' }))).toEqual({ text: 'log "华瑞" <!x>' });
    expect(changeValue.decode(changeValue.encode({ text: 'log ', auditId: 3 }))).toEqual({ text: 'log ', auditId: 3 });
    expect(overduePageValue.decode(overduePageValue.encode({ filter: '', page: 2 }))).toEqual({ filter: '', page: 2 });
  });

  it('is refused, never a crash, when it is not ours', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const codec of codecs) expect(() => codec.decode(text)).not.toThrow();
      }),
    );
    for (const codec of codecs) {
      expect(codec.decode(null)).toBeNull();
      expect(codec.decode('{"clientId":-1,"promiseId":1,"auditId":0,"text":""}')).toBeNull();
    }
    expect(promiseValue.decode('{"promiseId":1,"clientId":2,"more":3}')).toBeNull();
    expect(rowValue.decode('delete 1 2')).toBeNull();
  });

  it('is not made when Slack could not carry it', () => {
    expect(rerunValue.encode({ text: 'x'.repeat(limits.buttonValue) })).toBeNull();
    expect(rerunValue.encode({ text: 'x'.repeat(1900) })).not.toBeNull();
  });

  it('fits an option of a menu for any id', () => {
    const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const value = fc.record({
      clientId: id,
      promiseId: fc.option(id, { nil: null }),
      do: fc.constantFrom(...rowActions),
    });
    fc.assert(
      fc.property(value, (one) => {
        const text = rowValue.encode(one) ?? '';
        expect(text.length).toBeLessThanOrEqual(limits.optionValue);
        expect(rowValue.decode(text)).toEqual(one);
      }),
    );
  });
});

describe('action ids', () => {
  it('match their numbered twins and nothing else', () => {
    expect(actionIdOf('collect.rerun')).toBe('collect.rerun');
    expect(actionIdOf('collect.rerun:12')).toBe('collect.rerun');
    for (const other of ['collect.rerun:x', 'collectXrerun', 'collect.rerun:1:2', 'constructor', '']) {
      expect(actionIdOf(other)).toBeNull();
    }
    expect(new Set(Object.values(actionIds)).size).toBe(Object.values(actionIds).length);
  });
});
