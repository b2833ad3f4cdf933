import { readFileSync } from 'node:fs';
import { plainSeed } from '../sandbox/plain-seed.js';
import { type Sandbox, startSandbox } from '../sandbox/server.js';
import { DirectoryInUse } from '../sandbox/workspace/only-one.js';
import type { Lang } from '../text/language.js';
import { UsageFault } from './fault-words.js';
import type { Terminal } from './terminal.js';

export interface SandboxCommandOptions {
  readonly port?: number;
  readonly app?: string;
  readonly manifest?: string;
  readonly data?: string;
}

/** Where a Bolt app listens unless it is told otherwise. */
const USUAL_APP = 'http://127.0.0.1:3000/slack/events';

/**
 * `collect sandbox`: starts a workspace for any app and says what the app needs to be told. It runs until `close`.
 * Throws UsageFault for a manifest that cannot be used, and for a directory that another sandbox uses.
 */
export async function openSandbox(
  { port, app = USUAL_APP, manifest = 'manifest.json', data }: SandboxCommandOptions,
  defaults: { readonly port: number; readonly timezone: string },
  lang: Lang,
  terminal: Pick<Terminal, 'out' | 'tell'>,
): Promise<Sandbox> {
  const t = lang.t.cli.sandbox.alone;
  const sandbox = await startSandbox({
    port: port ?? defaults.port,
    directory: data ?? null,
    manifest: readManifest(manifest, lang),
    seed: plainSeed(defaults.timezone),
  }).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ZodError') throw unusable(manifest, error, lang);
    if (error instanceof DirectoryInUse) throw new UsageFault(t.inUse(error.directory, error.url));
    throw error instanceof Error ? Object.assign(error, { setting: '--port' }) : error;
  });
  sandbox.connect({ requestUrl: app });
  const { botToken, signingSecret } = sandbox.workspace.secrets;
  terminal.tell(t.set);
  // On its own, so that a script can take it as it is.
  terminal.out(`SLACK_API_URL=${sandbox.apiUrl}`);
  terminal.out(`SLACK_BOT_TOKEN=${botToken}`);
  terminal.out(`SLACK_SIGNING_SECRET=${signingSecret}`);
  terminal.tell(t.client);
  terminal.tell(t.requests(app));
  terminal.tell(data === undefined ? t.notKept : t.kept(data));
  terminal.tell(t.ready(sandbox.url));
  return sandbox;
}

function readManifest(path: string, lang: Lang): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw unusable(path, error, lang);
  }
}

const unusable = (path: string, error: unknown, lang: Lang): UsageFault =>
  new UsageFault(lang.t.cli.sandbox.alone.noManifest(path, error instanceof Error ? error.message : String(error)));
