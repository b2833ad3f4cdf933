import { openBooks } from '../collect.js';
import type { Config } from '../config.js';
import type { Ledger } from '../ledger/ledger.js';
import { allWorkspaces, localWorkspace, type WorkspaceInfo } from '../ledger/workspaces.js';
import type { Lang } from '../text/language.js';
import { UsageFault } from './fault-words.js';
import type { Terminal } from './terminal.js';

/**
 * Opens the books for a command, sharing them with a running Collect, and closes them again. `team`: the Slack team
 * whose books are meant, by id or name; needed where there are several.
 */
export async function withBooks<T>(
  config: Config,
  lang: Lang,
  team: string | undefined,
  terminal: Terminal,
  work: (ledger: Ledger, workspace: WorkspaceInfo) => Promise<T>,
): Promise<T> {
  const { ledger, database } = await openBooks(config, {
    purpose: 'task',
    onWait: ({ kind, pid }) => {
      const t = lang.t.cli.waiting;
      terminal.tell(kind === 'shared' ? t.shared : kind === 'task' ? t.task(pid) : t.ending(pid));
    },
  });
  try {
    // A database that is lost fails no query that waits for an answer: the command must not wait for ever.
    const lost = database.lost.then((fault): never => {
      throw fault;
    });
    return await Promise.race([lost, workspaceOf(ledger, config, lang, team).then((found) => work(ledger, found))]);
  } finally {
    await database.close();
  }
}

async function workspaceOf(
  ledger: Ledger,
  config: Config,
  lang: Lang,
  team: string | undefined,
): Promise<WorkspaceInfo> {
  const t = lang.t.cli.usage;
  if (team === undefined) {
    const only = await localWorkspace(ledger, config.defaults);
    if (only !== null) return only;
    const all = await allWorkspaces(ledger);
    throw new UsageFault(t.workspaces(all.map(({ name, slackTeamId }) => `${name}: ${slackTeamId ?? '–'}`).join(', ')));
  }
  const all = await allWorkspaces(ledger);
  const found = all.find((workspace) => workspace.slackTeamId === team) ?? all.find(({ name }) => name === team);
  if (found === undefined) throw new UsageFault(t.noWorkspace(team));
  return found;
}
