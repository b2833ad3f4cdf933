/** A typed payment is reversed with this reason where a row of a payment file has taken its place. */
export const IN_FILE = 'import: typed by hand before';
