import type { Method } from '../method.js';
import { Refusal } from '../refusal.js';

export const authMethods = {
  'auth.test': {
    scopes: [],
    tier: 'unlimited',
    handle: ({ workspace, app, self, url }) => ({
      url: `${url}/`,
      team: workspace.team.name,
      user: workspace.person(self)?.name ?? app.name,
      team_id: workspace.team.id,
      user_id: self,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  },
  'team.info': {
    scopes: ['team:read'],
    tier: 3,
    handle: ({ workspace, args, url }) => {
      const { id, name, domain } = workspace.team;
      const asked = args.text('team');
      if (asked !== '' && asked !== id) throw new Refusal('team_not_found');
      const icon = { image_default: true };
      return {
        team: { id, name, url: `${url}/`, domain, email_domain: '', icon, avatar_base_url: '', is_verified: false },
      };
    },
  },
  'apps.connections.open': {
    scopes: [],
    tier: 1,
    // Requests come over HTTP here.
    handle: () => {
      throw new Refusal('not_allowed_token_type');
    },
  },
} satisfies Record<string, Method>;
