/** A name that is all that was typed, without the quotes around it; null for nothing. */
export function unquoted(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^["“”'‘’「《](.+)["“”'‘’」》]$/u, '$1')
    .trim();
  return bare === '' ? null : bare;
}
