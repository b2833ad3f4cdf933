import type { VNode } from 'preact';
import type { PageState } from '../page-protocol.js';
import type { Person } from '../workspace/model.js';
import { Avatar } from './avatar.js';
import { Icon } from './icons.js';
import { Menu } from './menu.js';
import { nameOf, standingOf } from './people.js';
import { actAs } from './session.js';
import { words } from './words.js';

/** Who one acts as, and everybody one may be instead. */
export function Switcher({ state }: { state: PageState }): VNode {
  const { me, people } = state;
  const possible = people.filter((person) => !person.isBot && !person.deleted);
  return (
    <div class="switcher">
      <Menu
        label={words.sidebar.actAs(nameOf(me))}
        buttonClass="switcher-button"
        button={
          <>
            <Avatar person={me} />
            <span class="switcher-who">
              <span class="switcher-label">{words.sidebar.actingAs}</span>
              <strong>{nameOf(me)}</strong>
            </span>
            <Icon name="updown" />
          </>
        }
        items={possible.map((person) => ({
          key: person.id,
          text: nameOf(person),
          checked: person.id === me.id,
          label: <Who person={person} />,
          run: () => void actAs(person.id),
        }))}
      />
    </div>
  );
}

function Who({ person }: { person: Person }): VNode {
  const facts = [person.title, standingOf(person)].filter((fact) => fact !== null && fact !== '');
  return (
    <span class="who">
      <Avatar person={person} />
      <span class="menu-two">
        <strong>{nameOf(person)}</strong>
        {facts.length > 0 && <span class="muted">{facts.join(' · ')}</span>}
      </span>
    </span>
  );
}
