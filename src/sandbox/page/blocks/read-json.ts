import type { Json, JsonObject } from '../../workspace/model.js';

// The app's JSON was checked by block-kit/, but the page draws whatever it gets: a part of the wrong kind counts as absent.

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectIn(from: JsonObject, key: string): JsonObject | null {
  const value = from[key];
  return isObject(value) ? value : null;
}

export function objectsIn(from: JsonObject, key: string): readonly JsonObject[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function stringIn(from: JsonObject, key: string): string | null {
  const value = from[key];
  return typeof value === 'string' ? value : null;
}

export function stringsIn(from: JsonObject, key: string): readonly string[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

export function numberIn(from: JsonObject, key: string): number | null {
  const value = from[key];
  return typeof value === 'number' ? value : null;
}

export function isSet(from: JsonObject, key: string): boolean {
  return from[key] === true;
}

export function typeOf(from: JsonObject): string {
  return stringIn(from, 'type') ?? '';
}

/** The text of a text object under `key`, as it came; empty when there is none. */
export function textIn(from: JsonObject, key: string): string {
  const text = objectIn(from, key);
  return text === null ? '' : (stringIn(text, 'text') ?? '');
}
