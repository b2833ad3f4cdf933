/** Why a zip is no workbook that can be read: it is something else, it is broken, or it unpacks to too much. */
export type WhyUnreadable = 'archive' | 'damaged' | 'too_large';

export class UnreadableWorkbook extends Error {
  constructor(
    readonly why: WhyUnreadable,
    cause?: unknown,
  ) {
    super(`no workbook that can be read: ${why}`, { cause });
  }
}
