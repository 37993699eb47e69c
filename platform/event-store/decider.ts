import type { Result } from '../kernel/result.ts';

/**
 * An event-sourced aggregate as three pure parts (the Decider pattern, J. Chassaing). Clock and ids come in
 * with the command; state is only ever the fold of the events.
 */
export interface Decider<Command, State, Event, Refusal> {
  readonly initialState: State;
  readonly decide: (command: Command, state: State) => Result<readonly Event[], Refusal>;
  readonly evolve: (state: State, event: Event) => State;
}

export const fold = <State, Event>(
  evolve: (state: State, event: Event) => State,
  initialState: State,
  events: Iterable<Event>,
): State => {
  let state = initialState;
  for (const event of events) state = evolve(state, event);
  return state;
};
