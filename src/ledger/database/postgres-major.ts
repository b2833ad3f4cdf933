/** The line of PostgreSQL that the embedded PGlite is: it opens no cluster of another one. */
export const POSTGRES_MAJOR = '18';
