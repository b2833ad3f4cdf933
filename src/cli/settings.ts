import type { Config } from '../config.js';
import { operator } from '../ledger/people.js';
import { setSetting, settingsOf } from '../ledger/settings.js';
import type { Lang } from '../text/language.js';
import { withBooks } from './books.js';
import type { Terminal } from './terminal.js';

/** `collect settings [NAME VALUE]`: what the rules go by (days of grace, escalation thresholds …), or a change of one. */
export async function settings(
  config: Config,
  lang: Lang,
  change: { readonly name: string; readonly value: string } | null,
  options: { workspace?: string; json?: true },
  terminal: Terminal,
): Promise<void> {
  await withBooks(config, lang, options.workspace, terminal, async (ledger, workspace) => {
    const now =
      change === null
        ? workspace
        : (await setSetting(ledger, operator(ledger, workspace), change.name, change.value)).workspace;
    const all = settingsOf(now);
    if (options.json) return terminal.json(Object.fromEntries(all.map(({ name, value }) => [name, value])));
    const shown = change === null ? all : all.filter(({ name }) => name === change.name);
    for (const { name, value } of shown) {
      terminal.out(
        `${name.padEnd(28)}${(value === '' ? '–' : value).padEnd(18)} ${lang.t.cli.workspaceSettings[name] ?? ''}`.trimEnd(),
      );
    }
  });
}
