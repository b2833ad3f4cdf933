import type { Config } from '../config.js';
import { dateIn, type LocalDate } from '../domain/local-date.js';
import { toDecimal } from '../domain/money.js';
import { agingAsOf } from '../ledger/aging.js';
import type { AgingFact } from '../ledger/facts/common.js';
import { formatDate, formatMoney } from '../text/format.js';
import type { Lang } from '../text/language.js';
import { withBooks } from './books.js';
import { type Terminal, table } from './terminal.js';

const amounts = [
  'outstanding',
  'notDue',
  'days1to30',
  'days31to60',
  'days61to90',
  'days91plus',
  'overdue',
  'toCollect',
] as const;
const decimalNames = [...amounts, 'promised', 'disputed'] as const;

/** Every amount once more as a decimal text, "1200.50": no program has to know a currency's minor units. */
function decimals(fact: AgingFact): Record<string, string> {
  const { currency } = fact;
  return Object.fromEntries(decimalNames.map((name) => [name, toDecimal({ minor: fact[name], currency })]));
}

/** `collect aging`: outstanding and overdue by age, one line a currency (R2-R4). */
export async function aging(
  config: Config,
  lang: Lang,
  options: { today?: LocalDate; workspace?: string; json?: true },
  terminal: Terminal,
): Promise<void> {
  await withBooks(config, lang, options.workspace, terminal, async (ledger, workspace) => {
    const today = options.today ?? dateIn(ledger.clock.now(), workspace.timezone);
    const facts = await agingAsOf(ledger, workspace.id, today);
    const t = lang.t.cli.aging;
    if (options.json) {
      terminal.json({ today, unit: t.unit, currencies: facts.map((fact) => ({ ...fact, decimal: decimals(fact) })) });
      return;
    }
    terminal.out(t.title(formatDate(today, lang.locale)));
    if (facts.length === 0) {
      terminal.out(t.none);
      return;
    }
    const { columns } = t;
    const rows = [
      [columns.currency, ...amounts.map((name) => columns[name]), columns.invoices],
      ...facts.map((fact) => [
        fact.currency,
        ...amounts.map((name) => formatMoney({ minor: fact[name], currency: fact.currency }, lang.locale)),
        String(fact.openInvoices),
      ]),
    ];
    for (const line of table(rows)) terminal.out(line);
  });
}
