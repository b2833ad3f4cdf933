import type { Config } from '../config.js';
import type { Role } from '../domain/role.js';
import { operator } from '../ledger/people.js';
import { setRole } from '../ledger/roles.js';
import type { Lang } from '../text/language.js';
import { withBooks } from './books.js';
import type { Terminal } from './terminal.js';

/** `collect role USER ROLE`: whoever has the machine gives the first roles. */
export async function role(
  config: Config,
  lang: Lang,
  user: string,
  wanted: Role,
  options: { workspace?: string },
  terminal: Terminal,
): Promise<void> {
  await withBooks(config, lang, options.workspace, terminal, async (ledger, workspace) => {
    const given = await setRole(ledger, operator(ledger, workspace), { text: user }, wanted);
    terminal.out(lang.t.cli.role.done(given.person.name, given.role));
  });
}
