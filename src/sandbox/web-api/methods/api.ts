import type { Method } from '../method.js';
import { Refusal } from '../refusal.js';

export const apiMethods = {
  'api.test': {
    scopes: [],
    tier: 4,
    token: false,
    handle: ({ args }) => {
      if (args.text('error') !== '') throw new Refusal(args.text('error'), { args: args.all() });
      return { args: args.all() };
    },
  },
} satisfies Record<string, Method>;
