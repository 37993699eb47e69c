import { sql } from 'kysely';
import type { UnitOfWork } from '../tenancy/unit-of-work.ts';
import { fold } from './decider.ts';
import type { RecordedEvent } from './events.ts';
import type { EventStore } from './store.ts';

export interface LoadOptions<State, Event> {
  readonly store: EventStore;
  readonly stream: string;
  readonly initialState: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly toEvent: (event: RecordedEvent) => Event;
  /**
   * For aggregates with long histories: a snapshot is kept every `every` events. Raise `shape` whenever the state's
   * type changes: older snapshots are then ignored. The state must survive JSON.
   */
  readonly snapshot?: { readonly every: number; readonly shape: number };
}

/** An aggregate's state and the version it stands at: its snapshot, if any, and the events since. */
export async function loadState<State, Event>(
  uow: UnitOfWork,
  options: LoadOptions<State, Event>,
): Promise<{ state: State; version: number }> {
  const { store, stream, snapshot } = options;
  const kept = snapshot ? await readSnapshot<State>(uow, stream, snapshot.shape) : undefined;
  const from = kept ?? { state: options.initialState, version: 0 };
  const events = await store.read(uow, stream, from.version);
  const state = fold(options.evolve, from.state, events.map(options.toEvent));
  const version = events.at(-1)?.version ?? from.version;
  if (snapshot && version - from.version >= snapshot.every) {
    await writeSnapshot(uow, stream, version, snapshot.shape, state);
  }
  return { state, version };
}

async function readSnapshot<State>(uow: UnitOfWork, stream: string, shape: number) {
  const [row] = await uow.query<{ state: State; version: number }>(sql`
    select state, version from snapshot
    where tenant_id = ${uow.tenantId} and stream = ${stream} and shape = ${shape}`);
  return row;
}

const writeSnapshot = (uow: UnitOfWork, stream: string, version: number, shape: number, state: unknown) =>
  uow.query(sql`
    insert into snapshot (tenant_id, stream, version, shape, state)
    values (${uow.tenantId}, ${stream}, ${version}, ${shape}, ${JSON.stringify(state)})
    on conflict (tenant_id, stream) do update
    set version = excluded.version, shape = excluded.shape, state = excluded.state
    where snapshot.shape <> excluded.shape or snapshot.version < excluded.version`);
