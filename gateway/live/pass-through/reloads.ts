import { validate } from 'graphql';
import { badInput, PlatformError } from 'platform/errors/errors';
import type { OperationRequest } from '../../executor/execute.ts';
import type { CurrentSupergraph } from '../../supergraph/current.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import type { Primary } from './executor.ts';
import type { Upstream } from './upstream.ts';

/** What a subscription asks a subgraph for, and how it is reached. */
export interface Course {
  readonly primary: Primary;
  readonly upstream: Upstream;
}

export interface ReloadsOptions {
  readonly supergraph: CurrentSupergraph;
  readonly request: OperationRequest;
  readonly course: Course;
  /** The course on another supergraph; rejects when the operation is refused there. */
  readonly courseOn: (state: SupergraphState) => Promise<Course>;
  /** The subscription cannot go on. */
  readonly onMisfit: (error: unknown) => void;
}

/**
 * Follows the supergraph for a subscription that goes on for as long as its subgraph would be asked the same in the same
 * place. `state` is what its events are answered by.
 */
export function followReloads({ supergraph, request, course, courseOn, onMisfit }: ReloadsOptions) {
  let followed = supergraph.get();

  async function check(state: SupergraphState): Promise<void> {
    const [misfit] = validate(state.schema, request.document);
    if (misfit) throw badInput('The schema has changed and the operation does not fit it any more.');
    if (!isSame(await courseOn(state), course))
      throw new PlatformError('SERVICE_UNAVAILABLE', 'The field is served otherwise now: subscribe again.');
  }

  const stop = supergraph.onChange((state) => {
    const isCurrent = () => supergraph.get() === state;
    check(state).then(
      () => {
        if (isCurrent()) followed = state;
      },
      (error) => isCurrent() && onMisfit(error),
    );
  });
  return { state: () => followed, stop };
}

const isSame = (one: Course, other: Course): boolean =>
  one.upstream === other.upstream && one.primary.operation.body === other.primary.operation.body;
