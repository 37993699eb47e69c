import { fold } from 'platform/event-store/decider';
import type { Cause, RecordedEvent } from 'platform/event-store/events';
import type { EventStore } from 'platform/event-store/store';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { overrideDecider } from '../../domain/override/decide.ts';
import type { OverrideEvent, OverrideId, OverrideState } from '../../domain/override/override.ts';
import type { Project } from './policies.ts';

/** An override as it was read, to decide on. */
export interface LoadedOverride {
  readonly id: OverrideId;
  readonly state: OverrideState;
  /** 0 when there is no such override. */
  readonly version: number;
}

export interface OverrideStore {
  load(uow: UnitOfWork, id: OverrideId): Promise<LoadedOverride>;
  /** Appends, and projects in the same unit of work. Fails with CONFLICT when it has changed since it was loaded. */
  append(
    uow: UnitOfWork,
    override: Pick<LoadedOverride, 'id' | 'version'>,
    events: readonly OverrideEvent[],
    cause: Cause,
  ): Promise<void>;
}

const { evolve, initialState } = overrideDecider;

/** Overrides as streams of the event store. */
export const createOverrideStore = (eventStore: EventStore, project: Project): OverrideStore => ({
  load: async (uow, id) => {
    const history = (await eventStore.read(uow, id)) as (RecordedEvent & OverrideEvent)[];
    const state = fold<OverrideState, OverrideEvent>(evolve, initialState, history);
    return { id, state, version: history.length };
  },
  append: async (uow, { id, version }, events, cause) => {
    await project(uow, await eventStore.append(uow, { stream: id, expectedVersion: version, events, cause }));
  },
});
