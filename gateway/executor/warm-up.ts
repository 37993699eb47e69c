import { parse, validate } from 'graphql';
import type { Logger } from 'pino';
import type { HotDocument, KnownDocuments } from '../http/known-documents.ts';
import type { Pace } from '../supergraph/pace.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { Execute } from './execute.ts';
import { compiledOf } from './operations.ts';

export interface WarmUpOptions {
  readonly known: KnownDocuments;
  /** Puts the authorisation around an executor: what it leaves over is what is planned. */
  readonly authorise: (execute: Execute) => Execute;
  /** Operations that are planned at the most. */
  readonly warmOperations: number;
  /** How long the new supergraph waits for them at the most. */
  readonly warmTimeoutMs: number;
  readonly logger: Logger;
}

/** Has the hottest operations of one supergraph validated and planned on the next. */
export function createWarmUp({ known, authorise, warmOperations, warmTimeoutMs, logger }: WarmUpOptions) {
  const plan = authorise(async (state, request) => {
    compiledOf(state, request);
    return { data: null };
  });

  async function warm(state: SupergraphState, hot: HotDocument): Promise<void> {
    const { text, operationName, variables, actor } = hot;
    const document = parse(text, { noLocation: true });
    if (validate(state.schema, document).length > 0) return;
    known.remember(state, text, document);
    const context = { ...(actor && { actor }), requestId: 'warm-up', headers: {} };
    await plan(state, { document, operationName, variables, context });
  }

  /** Never rejects: what cannot be planned now fails, or not, when it is asked for. */
  return async (next: SupergraphState, current: SupergraphState, pace: Pace): Promise<void> => {
    const begunAt = performance.now();
    let planned = 0;
    for (const hot of known.hottest(current, warmOperations)) {
      if (performance.now() - begunAt > warmTimeoutMs) break;
      await warm(next, hot).catch((err) => logger.debug({ err }, 'an operation was not planned ahead'));
      planned += 1;
      await pace();
    }
    logger.debug({ planned }, 'operations were planned ahead');
  };
}
