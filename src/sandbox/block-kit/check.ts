import type { BlockFault } from './fault.js';

// What a value must be, with the words of Slack's own validator (its schema library is public: slackhq/hack-json-schema).

/** Looks at the value that stands at `at` (a JSON pointer) and says what is wrong with it. */
export type Check = (value: unknown, at: string) => BlockFault[];

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Slack counts characters, not UTF-16 units: an emoji is one. */
export const characters = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

export const wrongType = (at: string, message: string): BlockFault => ({ pointer: at, message, code: 'invalid_type' });

export const broken = (at: string, message: string, type: string, expected?: unknown, got?: unknown): BlockFault => ({
  pointer: at,
  message,
  code: 'failed_constraint',
  constraint: { type, ...(expected === undefined ? {} : { expected }), ...(got === undefined ? {} : { got }) },
});

export function string(limits: { readonly min?: number; readonly max?: number } = {}): Check {
  const { min = 0, max } = limits;
  return (value, at) => {
    if (typeof value !== 'string') return [wrongType(at, 'must provide a string')];
    const length = characters(value);
    if (max !== undefined && length > max)
      return [broken(at, `must be less than ${max + 1} characters`, 'max_length', max, length)];
    if (length < min) return [broken(at, `must be more than ${min - 1} characters`, 'min_length', min, length)];
    return [];
  };
}

/** `what` is the name Slack gives the pattern in its answer. */
export function pattern(expected: RegExp, what: string): Check {
  const text = string();
  return (value, at) => {
    const faults = text(value, at);
    if (faults.length > 0 || expected.test(value as string)) return faults;
    return [broken(at, `input must match regex pattern: ${what}`, 'pattern', what, value)];
  };
}

export const boolean: Check = (value, at) => (typeof value === 'boolean' ? [] : [wrongType(at, 'must be a boolean')]);

export function number(limits: { readonly min?: number; readonly max?: number; readonly whole?: boolean } = {}): Check {
  const { min, max, whole = false } = limits;
  return (value, at) => {
    if (typeof value !== 'number') return [wrongType(at, whole ? 'must provide an integer' : 'must provide a number')];
    if (whole && !Number.isInteger(value)) return [wrongType(at, 'must provide an integer')];
    // Slack says "greater than" and "less than" of limits that it takes themselves.
    if (min !== undefined && value < min) return [broken(at, `must be greater than ${min}`, 'minimum', min, value)];
    if (max !== undefined && value > max) return [broken(at, `must be less than ${max}`, 'maximum', max, value)];
    return [];
  };
}

export function oneOf(...allowed: readonly (string | number)[]): Check {
  const text = string();
  const words = allowed.every((one) => typeof one === 'string');
  return (value, at) => {
    if (words && typeof value !== 'string') return text(value, at);
    if (allowed.some((one) => one === value)) return [];
    return [broken(at, 'must be a valid enum value', 'enum', allowed, value)];
  };
}

export function array(item: Check, limits: { readonly min?: number; readonly max?: number } = {}): Check {
  const { min = 0, max } = limits;
  return (value, at) => {
    if (!Array.isArray(value)) return [wrongType(at, 'must provide an array')];
    if (max !== undefined && value.length > max)
      return [broken(at, `no more than ${max} items allowed`, 'max_items', max, value.length)];
    if (value.length < min) return [broken(at, `must provide at least ${min} items`, 'min_items', min, value.length)];
    return value.flatMap((one, index) => item(one, `${at}/${index}`));
  };
}

/** An object of exactly these fields: Slack refuses what it does not know. `undefined` is not sent and counts as absent. */
export function object(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const known: Readonly<Record<string, Check>> = { ...required, ...optional };
  return (value, at) => {
    if (!isFields(value)) return [wrongType(at, 'must provide an object')];
    const faults: BlockFault[] = [];
    for (const name of Object.keys(required))
      if (value[name] === undefined)
        faults.push({ pointer: at, message: `missing required field: ${name}`, code: 'missing_field', field: name });
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined) continue;
      const check = Object.hasOwn(known, name) ? known[name] : undefined;
      if (check !== undefined) faults.push(...check(field, `${at}/${name}`));
      else faults.push(broken(at, `invalid additional property: ${name}`, 'additional_properties', undefined, name));
    }
    return faults;
  };
}

/** The field `type` itself: byType has looked at it. */
export const type: Check = () => [];

/** An object whose `type` says which check holds for it. */
export function byType(checks: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isFields(value)) return [wrongType(at, 'must provide an object')];
    if (value.type === undefined)
      return [{ pointer: at, message: 'missing required field: type', code: 'missing_field', field: 'type' }];
    if (typeof value.type !== 'string') return [wrongType(`${at}/type`, 'must provide a string')];
    const check = Object.hasOwn(checks, value.type) ? checks[value.type] : undefined;
    if (check === undefined)
      return [broken(`${at}/type`, `unsupported type: ${value.type}`, 'enum', Object.keys(checks), value.type)];
    return check(value, at);
  };
}

/** Where Slack lays two schemas over each other it says so first, then what was wrong. */
export function allOf(...checks: readonly Check[]): Check {
  return (value, at) => {
    const faults = checks.flatMap((check) => check(value, at));
    return faults.length === 0 ? [] : [broken(at, 'failed to match all allowed schemas', 'all_of'), ...faults];
  };
}

/** The first that fits; if none does, what the first says. */
export function either(...checks: readonly [Check, ...Check[]]): Check {
  return (value, at) => {
    const answers = checks.map((check) => check(value, at));
    return answers.some((faults) => faults.length === 0) ? [] : (answers[0] ?? []);
  };
}
