import { randomBytes, randomInt } from 'node:crypto';
import type { Team } from './model.js';

export interface Secrets {
  /** "xoxb-…". */
  readonly botToken: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
}

/** Who workspace and app are to each other: made once, kept through every start over. */
export interface Identity {
  readonly team: Team;
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly secrets: Secrets;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id of Slack's form: its prefix and ten more, not used before. */
export const newId = (prefix: string): string =>
  `${prefix}0${Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

export function newIdentity(team: Team): Identity {
  const number = () => String(randomInt(1e12)).padStart(12, '0');
  return {
    team,
    appId: newId('A'),
    botUserId: newId('U'),
    botId: newId('B'),
    secrets: {
      // Of Slack's form, so that nothing that checks it stumbles.
      botToken: `xoxb-${number()}-${number()}-${randomBytes(18).toString('base64url').replace(/[-_]/g, 'x')}`,
      signingSecret: randomBytes(16).toString('hex'),
      verificationToken: randomBytes(12).toString('hex'),
    },
  };
}
