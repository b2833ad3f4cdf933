import { readFileSync } from 'node:fs';
import { plainSeed } from '../../src/sandbox/plain-seed.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js';
import { seededChannel, seededPerson } from '../../src/sandbox/workspace/seeded.js';
import { TEAM } from '../books.js';

const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(9, '0')}`);

/** The sandbox as Slack, with the people and the first channels of the bench's books. */
export async function benchSlack(options: {
  readonly channels: number;
  readonly people: number;
  readonly rateLimits: boolean;
}): Promise<Sandbox> {
  const people = numbered('U', options.people);
  return await startSandbox({
    port: 0,
    directory: null,
    manifest: JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8')),
    seed: {
      team: { ...plainSeed('UTC').team, id: TEAM },
      people: people.map((id) => seededPerson({ id, name: id.toLowerCase(), realName: id, timezone: 'UTC' })),
      channels: numbered('C', options.channels).map((id, index) =>
        seededChannel({ id, name: `proj-${index + 1}`, members: [...people, 'BOT'], creator: people[0] ?? '' }),
      ),
    },
    rateLimits: options.rateLimits,
  });
}

/** What the product is told to reach it by. */
export const slackSettings = (slack: Sandbox): Record<string, string> => ({
  SLACK_BOT_TOKEN: slack.workspace.secrets.botToken,
  SLACK_API_URL: slack.apiUrl,
  COLLECT_TIMEZONE: 'UTC',
});
