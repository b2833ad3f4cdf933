import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const houses: string[] = [];
afterEach(() => {
  for (const house of houses.splice(0)) rmSync(house, { recursive: true, force: true });
});

/** What the floor rule says of a house with these files. */
function inspect(files: Record<string, string>): string {
  const house = mkdtempSync(join(tmpdir(), 'collect-house-'));
  houses.push(house);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'err', 'src'];
  const done = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  expect(done.status === 0).toBe(!/error /.test(done.stdout));
  return done.stdout + done.stderr;
}

const value = 'export const value = 1;\n';
const importing = (path: string) => `import { value } from '${path}';\nexport const next = value;\n`;

test('imports that go down are allowed', () => {
  const said = inspect({
    'src/domain/money.ts': value,
    'src/ledger/payments.ts': importing('../domain/money.js'),
    'src/slack/paid.ts': importing('../ledger/payments.js').replace('{ value }', '{ next as value }'),
    'src/jobs/tick.ts': importing('../domain/money.js'),
    'src/sandbox/server.ts': "import type { KnownBlock } from '@slack/types';\nexport type Block = KnownBlock;\n",
    'src/sandbox/page/main.tsx':
      "import type { Block } from '../page-protocol.js';\nexport const View = (block: Block) => <p>{block.type}</p>;\n",
    'src/sandbox/page-protocol.ts': "export type { Block } from './server.js';\n",
    'src/sample/team.ts': "import type { Block } from '../sandbox/server.js';\nexport type Team = Block;\n",
    'src/main.ts': "export const start = () => import('./sandbox/server.js');\n",
  });
  expect(said).toContain('no dependency violations');
});

test('each violating import is refused by the rule that forbids it', () => {
  const said = inspect({
    'src/domain/money.ts': importing('../ledger/payments.js'),
    'src/domain/disk.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    'src/ledger/payments.ts': value,
    'src/ledger/speaking.ts': importing('../text/en.js'),
    'src/ledger/reading.ts': importing('../understanding/read.js'),
    'src/text/en.ts': value,
    'src/text/wise.ts': importing('../understanding/read.js'),
    'src/understanding/read.ts': value,
    'src/understanding/bookish.ts':
      "import type { value } from '../ledger/payments.js';\nexport type Next = typeof value;\n",
    'src/jobs/tick.ts': importing('../slack/say.js'),
    'src/slack/say.ts': value,
    'src/slack/clock.ts': importing('../jobs/idle.js'),
    'src/jobs/idle.ts': value,
    'src/imports/loud.ts': importing('../slack/say.js'),
    'src/jobs/chatty.ts': "import { WebClient } from '@slack/web-api';\nexport const slack = WebClient;\n",
    'src/slack/sql.ts': "import pg from 'pg';\nexport const client = pg.Client;\n",
    'src/slack/prisma.ts': importing('../ledger/prisma/client.js'),
    'src/ledger/prisma/client.ts': value,
    'src/domain/here.ts': importing('./there.js'),
    'src/domain/there.ts': "import { next } from './here.js';\nexport const value = 1;\nexport const more = next;\n",
    'src/domain/lost.ts': importing('./nowhere.js'),
    'src/sandbox/server.ts': value,
    'src/sandbox/curious.ts': importing('../ledger/payments.js'),
    'src/sandbox/calling.ts': "import { WebClient } from '@slack/web-api';\nexport const slack = WebClient;\n",
    'src/sandbox/page/main.tsx':
      "import { value } from '../server.js';\nexport const View = () => <p title='x'>{value}</p>;\n",
    'src/sample/story.ts': importing('../slack/say.js'),
    'src/slack/knowing.ts': importing('../sandbox/server.js'),
    'src/main.ts': importing('./sandbox/server.js'),
  });
  const refused = (rule: string, from: string) => expect(said).toMatch(new RegExp(`error ${rule}: ${from} →`));
  refused('floor-domain', 'src/domain/money.ts');
  refused('domain-is-pure', 'src/domain/disk.ts');
  refused('floor-ledger', 'src/ledger/speaking.ts');
  refused('floor-ledger', 'src/ledger/reading.ts');
  refused('floor-text', 'src/text/wise.ts');
  refused('floor-understanding', 'src/understanding/bookish.ts');
  refused('floor-jobs', 'src/jobs/tick.ts');
  refused('floor-slack', 'src/slack/clock.ts');
  refused('floor-imports', 'src/imports/loud.ts');
  refused('slack-only-in-slack', 'src/jobs/chatty.ts');
  refused('prisma-only-in-ledger', 'src/slack/sql.ts');
  refused('prisma-only-in-ledger', 'src/slack/prisma.ts');
  refused('no-circles', 'src/domain/here.ts');
  refused('resolvable', 'src/domain/lost.ts');
  refused('floor-sandbox', 'src/sandbox/curious.ts');
  refused('sandbox-is-no-client', 'src/sandbox/calling.ts');
  refused('page-in-the-browser', 'src/sandbox/page/main.tsx');
  refused('floor-sample', 'src/sample/story.ts');
  refused('floor-slack', 'src/slack/knowing.ts');
  refused('sandbox-is-left-alone', 'src/main.ts');
});

test('only config.ts reads the environment', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith(join('ledger', 'prisma')),
  );
  expect(sources).toContain('config.ts');
  const readers = sources.filter((file) => /process\s*\.\s*env\b/.test(readFileSync(join(root, 'src', file), 'utf8')));
  expect(readers).toEqual(['config.ts']);
});
