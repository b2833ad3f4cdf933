import type pg from 'pg';
import type { Ledger } from '../src/ledger/ledger.js';
import type { WorkspaceInfo } from '../src/ledger/workspaces.js';
import type { TestClock } from '../test/support/clock.js';
import type { Engine, Place } from './engines.js';
import type { Line } from './measure.js';

/** Books of one size on one engine, open, the working day before the measured morning behind them. */
export interface Books {
  readonly engine: Engine;
  readonly place: Place;
  readonly size: number;
  readonly ledger: Ledger;
  readonly clock: TestClock;
  readonly workspace: WorkspaceInfo;
  /** For hand-written SQL. */
  readonly sql: pg.Client;
  /** Times of this run, by engine and work, for what is compared with its own time at the smallest size. */
  readonly atSmallest: Map<string, number>;
}

/** One thing that is measured, on books of every size or once on an engine. */
export type Measurement =
  | { readonly name: string; readonly on: 'books'; run(books: Books): Promise<Line[]> }
  | { readonly name: string; readonly on: 'engine'; run(engine: Engine): Promise<Line[]> };
