import type { PostgresServer } from '../support/postgres-server.js';
import type { Finding } from './finding.js';
import type { Place } from './place.js';
import type { Seeded } from './seeded.js';

export type Engine = 'postgres' | 'embedded';

/** Where a scenario is played. */
export interface Setting {
  readonly engine: Engine;
  /** Migrated, empty books. */
  readonly place: () => Promise<Place>;
  /** The server that `place` is on; null: embedded. */
  readonly server: PostgresServer | null;
  readonly seeded: Seeded;
  /** How much longer than usual: so many times as many faults. */
  readonly rounds: number;
}

/** Something that goes wrong, and what must hold all the same. */
export interface Scenario {
  readonly name: string;
  readonly engines: readonly Engine[];
  /** Why it cannot be played here; null: it can. */
  readonly leftOut?: () => string | null;
  readonly play: (setting: Setting) => Promise<Finding>;
}
