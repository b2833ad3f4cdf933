import type { Channel, Person } from './model.js';

// People and channels as a seed gives them, with what is usual left out.

/** A full member with an English Slack, who runs nothing. */
export const seededPerson = (
  facts: Pick<Person, 'id' | 'name' | 'realName' | 'timezone'> & Partial<Person>,
): Person => ({
  title: '',
  email: '',
  locale: 'en-US',
  isAdmin: false,
  isOwner: false,
  isRestricted: false,
  isUltraRestricted: false,
  isStranger: false,
  deleted: false,
  isBot: false,
  ...facts,
});

/** A public channel. */
export const seededChannel = (
  facts: Pick<Channel, 'id' | 'name' | 'members' | 'creator'> & Partial<Omit<Channel, 'created'>>,
): Omit<Channel, 'created'> => ({ kind: 'public', topic: '', isArchived: false, isExtShared: false, ...facts });
