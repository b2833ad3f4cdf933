import type { JsonObject } from '../workspace/model.js';
import { isFields } from './check.js';

const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value.filter(isFields) as JsonObject[]) : []);

/** The options that stand in an element itself, those of its groups too. */
export function optionsOf(element: JsonObject): JsonObject[] {
  return [...listOf(element.options), ...listOf(element.option_groups).flatMap((group) => listOf(group.options))];
}

/** The options that are chosen beforehand. */
export function initialOptionsOf(element: JsonObject): JsonObject[] {
  return [...listOf(element.initial_options), ...listOf([element.initial_option])];
}

/** An element whose options are asked from the app. */
export const isExternal = (element: JsonObject): boolean =>
  element.type === 'external_select' || element.type === 'multi_external_select';
