/** What joins the names of a list, in English and Chinese. A name may have it too: "Smith & Sons", 和平科技. */
const JOINTS = /\s*(?:[,，、;；/&＆+]|\bas well as\b|\band\b|\bor\b|以及|还有|和|与|及|跟|或)\s*/giu;

/** More in one question are a list to look at, not to ask for. */
const MOST_NAMES = 4;
const MOST_JOINTS = 6;

/**
 * The ways to take a text as a list of two to four names, those with the fewest names first: "Falcon and Apollo" in one
 * way, "Smith & Sons and Apollo" in three, of which the books know which one has names only. Empty: it is no list.
 */
export function severalNames(text: string): readonly (readonly string[])[] {
  const joints = [...text.matchAll(JOINTS)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
  if (joints.length === 0 || joints.length > MOST_JOINTS) return [];
  let ways: (readonly { readonly from: number; readonly to: number }[])[] = [[]];
  for (const joint of joints) ways = ways.flatMap((cuts) => [cuts, [...cuts, joint]]);
  return ways
    .filter((cuts) => cuts.length > 0)
    .map((cuts) => namesBetween(text, cuts))
    .filter((names) => names.length > 1 && names.length <= MOST_NAMES)
    .sort((a, b) => a.length - b.length);
}

/** ", and" joins two names as "and" alone does: nothing stands between its joints. */
function namesBetween(text: string, cuts: readonly { readonly from: number; readonly to: number }[]): string[] {
  const edges = [{ from: 0, to: 0 }, ...cuts, { from: text.length, to: text.length }];
  return edges
    .slice(1)
    .map((edge, at) => text.slice(edges[at]?.to ?? 0, edge.from).trim())
    .filter((name) => name !== '');
}
