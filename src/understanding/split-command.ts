/** The first word of a command line, in lower case, and what follows it. */
export function splitCommand(text: string): { verb: string; rest: string } {
  const line = text.trim();
  const space = line.search(/\s/);
  return space < 0
    ? { verb: line.toLowerCase(), rest: '' }
    : { verb: line.slice(0, space).toLowerCase(), rest: line.slice(space).trim() };
}
