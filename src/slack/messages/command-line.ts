/** The whole line without "/collect": `rest` behind its verb, unless it begins with it already. */
export function commandLine(verb: string, rest: string): string {
  const line = rest.trim().replace(/^\/collect\s+/i, '');
  return line === verb || line.startsWith(`${verb} `) ? line : `${verb} ${line}`.trim();
}

/** A client's name as it is typed: in quotes, so that no word of it is taken for a verb. */
export function quotedName(name: string): string {
  return `"${name.replace(/["“”]/g, ' ').replace(/\s+/g, ' ').trim()}"`;
}
