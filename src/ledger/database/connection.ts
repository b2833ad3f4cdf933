/** How `pg` reaches a database: a URL, or the socket of the embedded one. */
export type Connection =
  | { readonly kind: 'url'; readonly url: string }
  /** A directory that holds the socket `.s.PGSQL.<port>`, or a loopback address with a port. */
  | { readonly kind: 'socket'; readonly host: string; readonly port: number };

/** The settings of `pg` for a connection. `application_name` is what a server's administrator sees. */
export function pgConfig(connection: Connection) {
  return connection.kind === 'url'
    ? { application_name: 'collect', connectionTimeoutMillis: 10_000, connectionString: connection.url }
    : {
        application_name: 'collect',
        // Whoever connects waits until the running transaction ends: there is one backend.
        connectionTimeoutMillis: 60_000,
        host: connection.host,
        port: connection.port,
        user: 'postgres',
        password: '',
        database: 'postgres',
        ssl: false,
      };
}

/** Where a connection leads, for people and logs: never with a password. */
export function addressOf(connection: Connection): string {
  if (connection.kind === 'socket') return `${connection.host}:${connection.port}`;
  try {
    const url = new URL(connection.url);
    return `${url.host}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
