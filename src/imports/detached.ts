/**
 * The same text as a string of its own. A cell is a piece of the chunk of the file that it was read from and keeps all
 * of that chunk in memory; what outlives its row (names, dates, examples, refusals) is copied out of it.
 */
export const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
