import type { ElementInput, FormValues } from '../page-protocol.js';

/** What was put in over what the app put in. */
export function overlay(base: FormValues, over: FormValues): FormValues {
  const values: Record<string, Record<string, ElementInput>> = {};
  for (const source of [base, over]) {
    for (const [blockId, inputs] of Object.entries(source)) values[blockId] = { ...values[blockId], ...inputs };
  }
  return values;
}

/** The same with one input changed. */
export function withInput(values: FormValues, blockId: string, actionId: string, input: ElementInput): FormValues {
  return overlay(values, { [blockId]: { [actionId]: input } });
}
