/** Thrown for a row of an ordinary export that is nothing to take: it is left out with a notice, not refused. */
export class OtherDocument extends Error {
  constructor(
    /** 'document': nobody owes it (a payment, an order); 'draft': nobody owes it yet; 'void': nobody owes it any more. */
    readonly why: 'document' | 'draft' | 'void',
    /** What the row says of itself. */
    readonly text: string,
  ) {
    super(why);
  }
}
