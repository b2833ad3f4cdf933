import type { Person, Team } from '../../workspace/model.js';

/** Seconds from UTC in this zone at this instant; it changes with daylight saving time. */
function offsetOf(timezone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

const labelOf = (timezone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'long' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? timezone;

export interface UserObjectOptions {
  readonly team: Team;
  readonly appId: string;
  readonly at: Date;
  /** users:read.email was granted. */
  readonly email: boolean;
  readonly locale: boolean;
}

/** A person as users.info says it. Somebody who was deactivated has no zone and no rank there. */
export function userObject(person: Person, options: UserObjectOptions): Record<string, unknown> {
  const { team, at } = options;
  const [firstName = '', ...others] = person.realName.split(' ');
  const profile = {
    title: person.title,
    phone: '',
    skype: '',
    real_name: person.realName,
    real_name_normalized: person.realName,
    // Slack's display name is what the person chose to be called; most leave it empty or like the handle.
    display_name: person.isBot ? '' : person.name,
    display_name_normalized: person.isBot ? '' : person.name,
    fields: null,
    status_text: '',
    status_emoji: '',
    status_emoji_display_info: [],
    status_expiration: 0,
    avatar_hash: '',
    first_name: firstName,
    last_name: others.join(' '),
    team: team.id,
    ...(options.email && !person.isBot && person.email !== '' && { email: person.email }),
    ...(person.isBot && { api_app_id: options.appId, always_active: true }),
  };
  const shared = { id: person.id, team_id: team.id, name: person.name, deleted: person.deleted, profile };
  if (person.deleted) return { ...shared, is_bot: person.isBot, is_app_user: false, updated: 0 };
  return {
    ...shared,
    color: '9f69e7',
    real_name: person.realName,
    tz: person.timezone,
    tz_label: labelOf(person.timezone, at),
    tz_offset: offsetOf(person.timezone, at),
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: false,
    is_restricted: person.isRestricted,
    is_ultra_restricted: person.isUltraRestricted,
    is_bot: person.isBot,
    is_app_user: false,
    updated: 0,
    ...(!person.isBot && { is_email_confirmed: true }),
    ...(person.isStranger && { is_stranger: true }),
    who_can_share_contact_card: 'EVERYONE',
    ...(options.locale && { locale: person.locale }),
  };
}
