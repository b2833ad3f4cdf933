#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { faultWords, settingWords, UsageFault } from './cli/fault-words.js';
import { type Config, loadConfig } from './config.js';
import { isLocalDate, type LocalDate } from './domain/local-date.js';
import { type Role, roles } from './domain/role.js';
import { languageOf } from './text/language.js';

// Thin: each command reads its options and calls one function. What a command needs is loaded when it runs.

/** What a script can rely on. */
const exits = { done: 0, failed: 1, usage: 2, needsYou: 3 } as const;

const reading = loadConfig();
const lang = languageOf(reading.ok ? reading.config.defaults.locale : reading.locale);
const t = lang.t.cli;
const out = (line: string) => process.stdout.write(`${line}\n`);
const tell = (line: string) => process.stderr.write(`${line}\n`);
const json = (value: unknown) => out(JSON.stringify(value, null, 2));

/** The settings, or the end of the command with every fault of theirs in words. */
function config(): Config {
  if (reading.ok) return reading.config;
  for (const line of settingWords(reading.faults, lang)) tell(line);
  process.exit(exits.failed);
}

function dateOption(value: string): LocalDate {
  if (!isLocalDate(value)) throw new InvalidArgumentError(t.usage.today(value));
  return value;
}

function portOption(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError(t.settings.fault.port('--port', value));
}

function urlOption(value: string): string {
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return value;
  throw new InvalidArgumentError(t.settings.fault.url('--app', value));
}

/** From package.json, which lies beside src/ and dist/ alike. */
function version(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version;
}

const jsonOption = () => new Option('--json', t.help.json);
const workspaceOption = () => new Option('--workspace <team>', t.help.workspace);
const todayOption = () => new Option('--today <date>', t.help.today).argParser(dateOption);
const dryRunOption = () => new Option('--dry-run', t.help.dryRun);

const program = new Command('collect')
  .description(t.help.program)
  .version(version(), '--version', t.help.version)
  .addHelpText('after', `\n${t.help.exitCodes}`)
  .exitOverride();

program
  .command('start')
  .description(t.help.start)
  .action(async () => {
    const { start } = await import('./main.js');
    process.exitCode = await start(config(), lang, tell);
  });

program
  .command('sandbox')
  .description(t.help.sandbox)
  .addOption(new Option('--port <port>', t.help.sandboxPort).argParser(portOption))
  .addOption(new Option('--app <url>', t.help.sandboxApp).argParser(urlOption))
  .addOption(new Option('--manifest <file>', t.help.sandboxManifest))
  .addOption(new Option('--data <directory>', t.help.sandboxData))
  .action(async (options) => {
    const { sandboxPort: port, defaults } = config();
    const { openSandbox } = await import('./cli/sandbox.js');
    const sandbox = await openSandbox(options, { port, timezone: defaults.timezone }, lang, { out, tell });
    await new Promise((ended) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, ended);
    });
    await sandbox.close();
  });

program
  .command('import')
  .description(t.help.import)
  .argument('<files...>')
  .addOption(
    new Option('--as <kind>', t.help.importAs).choices(['invoices', 'payments', 'clients', 'projects', 'promises']),
  )
  .option('--map <column=field>', t.help.importMap, readMap, {})
  .addOption(new Option('--dates <order>', t.help.importDates).choices(['mdy', 'dmy', 'ymd']))
  .addOption(new Option('--decimal <sign>', t.help.importDecimal).choices(['.', ',']))
  .addOption(workspaceOption())
  .addOption(dryRunOption())
  .addOption(jsonOption())
  .action(async (files: string[], options) => {
    const { importFiles } = await import('./cli/import.js');
    process.exitCode = exits[await importFiles(config(), lang, files, options, { out, tell, json })];
  });

program
  .command('run')
  .description(t.help.run)
  .addArgument(program.createArgument('<which>', t.help.runWhich).choices(['digest', 'promises', 'escalations', 'all']))
  .addOption(todayOption())
  .addOption(workspaceOption())
  .addOption(dryRunOption())
  .addOption(jsonOption())
  .action(async (which: 'digest' | 'promises' | 'escalations' | 'all', options) => {
    const { run } = await import('./cli/run.js');
    process.exitCode = exits[await run(config(), lang, which, options, { out, tell, json })];
  });

program
  .command('aging')
  .description(t.help.aging)
  .addOption(todayOption())
  .addOption(workspaceOption())
  .addOption(jsonOption())
  .action(async (options) => {
    const { aging } = await import('./cli/aging.js');
    await aging(config(), lang, options, { out, tell, json });
  });

program
  .command('role')
  .description(t.help.role)
  .argument('<user>', t.help.roleUser)
  .addArgument(program.createArgument('<role>', t.help.roleRole).choices(roles))
  .addOption(workspaceOption())
  .action(async (user: string, role: Role, options) => {
    const { role: give } = await import('./cli/role.js');
    await give(config(), lang, user, role, options, { out, tell, json });
  });

program
  .command('settings')
  .description(t.help.settings)
  .argument('[name]', t.help.settingsName)
  .argument('[value]', t.help.settingsValue)
  .addOption(workspaceOption())
  .addOption(jsonOption())
  .action(async (name: string | undefined, value: string | undefined, options) => {
    if (name !== undefined && value === undefined) throw new UsageFault(t.usage.settingValue(name));
    const { settings } = await import('./cli/settings.js');
    const change = name === undefined || value === undefined ? null : { name, value };
    await settings(config(), lang, change, options, { out, tell, json });
  });

program
  .command('doctor')
  .description(t.help.doctor)
  .addOption(jsonOption())
  .action(async (options: { json?: true }) => {
    const { doctor } = await import('./cli/doctor.js');
    process.exitCode = exits[await doctor(reading, lang, options, { out, tell, json })];
  });

/** `--map "Rechnungsnr=number,Kunde=client"`, or the option several times (then a heading may have a comma). */
function readMap(value: string, before: Record<string, string>): Record<string, string> {
  const map = { ...before };
  for (const pair of value.split('=').length > 2 ? value.split(',') : [value]) {
    const [column, field, ...rest] = pair.split('=').map((part) => part.trim());
    if (!column || !field || rest.length > 0) throw new InvalidArgumentError(t.usage.map(pair));
    map[column] = field;
  }
  return map;
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // commander has printed what it had to say (help and the version are no errors).
    process.exitCode = error.exitCode === 0 ? exits.done : exits.usage;
  } else {
    tell(faultWords(error, lang));
    process.exitCode = error instanceof UsageFault ? exits.usage : exits.failed;
  }
}
// Nothing that is left open may keep a finished command alive.
process.exit();
