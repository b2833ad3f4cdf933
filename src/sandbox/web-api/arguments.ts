import { isTooDeep } from '../nesting.js';
import { invalidArguments, Refusal } from './refusal.js';

/** The arguments of a call, as a form or JSON sent them: a form has text only, objects in it are JSON text. */
export class Arguments {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  /** Given at all: for Slack an absent argument is another fault than an empty one. Null counts as absent. */
  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  /** Empty when it was not given. Numbers and booleans of JSON are read as their text. */
  text(name: string): string {
    const value = this.values[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** Throws a Refusal for arguments that were not given. */
  require(...names: readonly string[]): void {
    const missing = names.filter((name) => !this.has(name));
    if (missing.length > 0) throw invalidArguments(...missing.map((name) => `missing required field: ${name}`));
  }

  flag(name: string, otherwise = false): boolean {
    if (!this.has(name)) return otherwise;
    const text = this.text(name).toLowerCase();
    return text === '1' || text === 'true';
  }

  /** A list, as an array or separated by commas. */
  list(name: string): string[] {
    const value = this.json(name);
    const parts = Array.isArray(value) ? value.map(String) : this.text(name).split(',');
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }

  /** An object or array, as itself or as JSON text; undefined for what is neither. */
  json(name: string): unknown {
    const value = this.values[name];
    if (typeof value !== 'string') return value ?? undefined;
    try {
      const parsed: unknown = JSON.parse(value);
      return isTooDeep(parsed) ? undefined : parsed;
    } catch {
      return undefined;
    }
  }

  /** How many are asked for at once. Throws invalid_limit. */
  limit(otherwise: number, most: number): number {
    if (!this.has('limit') || this.text('limit') === '') return otherwise;
    const limit = Number(this.text('limit'));
    if (!Number.isInteger(limit) || limit < 0 || limit > 1000) throw new Refusal('invalid_limit');
    return limit === 0 ? otherwise : Math.min(limit, most);
  }

  all(): Readonly<Record<string, unknown>> {
    return this.values;
  }
}
