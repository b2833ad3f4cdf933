// The floors of the house: an import may only go down.
//   main, cli → sample → sandbox, jobs, slack, imports → ledger, understanding, text → domain
const swc = require('@swc/core');

// The parser is told nothing of JSX by dependency-cruiser, and would stumble over the page's files.
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

const GENERATED = '^src/ledger/prisma/';
const WITH_SANDBOX = '^src/(sandbox/|sample/|sandboxed(-collect)?[.]ts$|cli/sandbox[.]ts$)';

/** What stands on a floor may import its own floor and the packages named, nothing else of ours above or beside it. */
const floor = (name, allowed, comment) => ({
  name: `floor-${name}`,
  severity: 'error',
  comment,
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: `^src/(${[name, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    floor('domain', [], 'The rules know nothing above them: no books, no words, no Slack.'),
    floor('understanding', ['domain'], 'Reading what was typed needs no books and no sentences.'),
    floor('text', ['domain'], 'Sentences get their facts handed in.'),
    floor('ledger', ['domain'], 'The books neither read nor speak.'),
    floor('imports', ['ledger', 'understanding', 'text', 'domain'], 'Imports, jobs and slack do not know each other.'),
    floor('jobs', ['ledger', 'understanding', 'text', 'domain'], 'Jobs and slack meet only in the outbox.'),
    floor('slack', ['ledger', 'understanding', 'text', 'domain'], 'Jobs and slack meet only in the outbox.'),
    floor(
      'sandbox',
      ['text', 'domain'],
      'A Slack workspace for any app: it knows nothing of Collect, and HTTP is all that joins them.',
    ),
    {
      name: 'sandbox-knows-no-rules',
      severity: 'error',
      comment: 'Of the rules it takes the calendar: what day it is where.',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/domain/', pathNot: '^src/domain/local-date[.]ts$' },
    },
    floor('sample', ['sandbox', 'imports', 'ledger', 'text', 'domain'], 'The sample is played by people and files.'),
    {
      name: 'sandbox-is-left-alone',
      severity: 'error',
      comment: 'With tokens nothing of the sandbox is loaded: only an import() when it is wanted, or a type.',
      from: { path: '^src/', pathNot: WITH_SANDBOX },
      to: { path: WITH_SANDBOX, dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-in-the-browser',
      severity: 'error',
      comment: 'What the page imports is what a browser is served: its own folder, its words, and preact.',
      from: { path: '^src/sandbox/page/' },
      to: {
        pathNot: [
          '^src/sandbox/page/',
          '^src/sandbox/(page-protocol|workspace/model)[.]ts$',
          '^src/text/(en|zh-CN)/sandbox[.]ts$',
          'node_modules/(preact|@preact)/',
        ],
      },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      // `module` loads a heavy package (a calendar of holidays) when it is first needed.
      comment: 'No file, no network, no process: what a rule needs is handed in.',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^module$' },
    },
    {
      name: 'prisma-only-in-ledger',
      severity: 'error',
      comment: 'Only the ledger knows how the books are stored.',
      from: { path: '^src/', pathNot: '^src/ledger/' },
      to: { path: `${GENERATED}|node_modules/(@prisma|prisma|pg|@electric-sql)/` },
    },
    {
      name: 'slack-only-in-slack',
      severity: 'error',
      comment: "Only the Slack floor imports Slack's packages.",
      from: { path: '^src/', pathNot: '^src/(slack|sandbox)/' },
      to: { path: 'node_modules/@slack/' },
    },
    {
      name: 'sandbox-is-no-client',
      severity: 'error',
      comment: "The sandbox plays Slack: of Slack's packages it takes types only.",
      from: { path: '^src/sandbox/' },
      to: { path: 'node_modules/@slack/', pathNot: 'node_modules/@slack/types/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one, or miss a third. (Types alone may refer to each other.)',
      from: { path: '^src/', pathNot: GENERATED },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere would slip through every rule above.',
      from: { path: '^src/', pathNot: GENERATED },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: `node_modules|${GENERATED}` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
