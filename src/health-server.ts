import { createServer } from 'node:http';

export interface HealthServer {
  /** The port that is listened on. */
  readonly port: number;
  close(): Promise<void>;
}

/** Serves /healthz (the process lives) and /readyz (it can work) where no Slack app listens. */
export async function startHealthServer(
  address: { host: string; port: number },
  isReady: () => boolean,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const status = path === '/healthz' ? 200 : path === '/readyz' ? (isReady() ? 200 : 503) : 404;
    response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' });
    response.end(status === 200 ? 'ok\n' : status === 503 ? 'not ready\n' : 'not found\n');
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(address.port, address.host, done);
  });
  const bound = server.address();
  return {
    port: bound === null || typeof bound === 'string' ? address.port : bound.port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
