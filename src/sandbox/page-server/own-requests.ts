import type { MiddlewareHandler } from 'hono';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * Refuses what does not come from the sandbox's own page (or from a program): another site that is open in the browser
 * must not be able to read or act here, by a form, by a script, or by a name that it points at this machine.
 */
export const ownRequestsOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  if (!LOOPBACK.test(host)) return c.text('Only this machine may ask.\n', 403);
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return c.text('Only the sandbox’s own page may ask.\n', 403);
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return c.text('Only the sandbox’s own page may ask.\n', 403);
  return await next();
};
