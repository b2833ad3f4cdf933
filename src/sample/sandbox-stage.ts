import type { Ledger } from '../ledger/ledger.js';
import { allWorkspaces, type WorkspaceInfo } from '../ledger/workspaces.js';
import type { Sandbox } from '../sandbox/server.js';
import type { Stage } from './stage.js';
import { type ChannelName, channels, type PersonName, people } from './team.js';

export interface SandboxStageParts {
  readonly sandbox: Pick<Sandbox, 'workspace' | 'acting' | 'settled'>;
  readonly ledger: Ledger;
  /** Says everything that is due to be said. */
  readonly deliver: () => Promise<void>;
  /** Runs what is due and says it. */
  readonly strike: () => Promise<void>;
}

/** The sandbox as the stage of the story: people type in it, the app answers in it, its clock is the clock. */
export class SandboxStage implements Stage {
  constructor(private readonly parts: SandboxStageParts) {}

  get ledger(): Ledger {
    return this.parts.ledger;
  }

  async workspace(): Promise<WorkspaceInfo> {
    const [only] = await allWorkspaces(this.ledger);
    if (only === undefined) throw new Error('the books have not met the workspace');
    return only;
  }

  async moveTo(instant: Date): Promise<void> {
    const { sandbox, deliver } = this.parts;
    await deliver();
    await sandbox.settled();
    sandbox.workspace.clock.forwardTo(instant);
  }

  async type(person: PersonName, channel: ChannelName, line: string): Promise<string> {
    const { workspace } = this.parts.sandbox;
    const [user, where] = [people[person], channels[channel]];
    const answers = () => workspace.messages(where).filter((message) => message.ephemeralFor === user);
    const before = answers().length;
    await this.#send(user, where, `/collect ${line}`);
    const answer = await workspace.until(() => answers()[before], `an answer to /collect ${line}`);
    // The story is over when somebody opens the page: nobody's screen is left full of its answers.
    workspace.remove(where, answer.ts);
    return answer.text;
  }

  async write(person: PersonName, channel: ChannelName, text: string): Promise<void> {
    await this.#send(people[person], channels[channel], text);
  }

  async strike(): Promise<void> {
    await this.parts.strike();
  }

  everythingIsRead(): void {
    const { workspace } = this.parts.sandbox;
    for (const { id, members } of workspace.channels()) {
      const last = workspace.messages(id).at(-1);
      if (last === undefined) continue;
      for (const member of members) workspace.markRead(member, id, last.ts);
    }
  }

  async #send(as: string, channel: string, text: string): Promise<void> {
    const done = await this.parts.sandbox.acting.send({ as, channel, threadTs: null, text });
    if (!done.ok) throw new Error(`"${text}" was not taken: ${done.error}`);
  }
}
