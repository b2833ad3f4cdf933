import type { VNode } from 'preact';
import type { Person } from '../workspace/model.js';
import { hueOf, initialsOf, nameOf } from './people.js';

/** A tile with initials: the sandbox has no pictures of people. The name stands beside it. */
export function Avatar({ person, name, size }: { person: Person | null; name?: string; size?: 'small' }): VNode {
  const shown = person === null ? (name ?? '?') : nameOf(person);
  const isApp = person === null || person.isBot;
  return (
    <span
      class={`avatar${isApp ? ' avatar-app' : ''}${size === 'small' ? ' avatar-small' : ''}`}
      style={`--hue: ${hueOf(isApp ? shown : person.id)}`}
      aria-hidden="true"
    >
      {initialsOf(shown)}
    </span>
  );
}
