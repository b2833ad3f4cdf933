/** What the database cannot hold as text or JSON: NUL, and half of a surrogate pair. As JSON writes them. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;

/** The same, with what the database cannot hold taken out; itself where there is nothing of that kind. */
export function storable<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  if (text === undefined || !SUSPECT.test(text)) return value;
  return JSON.parse(text, (_key, each: unknown) =>
    typeof each === 'string' ? each.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD') : each,
  ) as Value;
}
