import { setImmediate } from 'node:timers/promises';
import { type DocumentNode, getOperationAST, parse, validate } from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import type { SupergraphState } from '../../supergraph/state.ts';
import type { Manifest, TrustedDocument } from './manifest.ts';
import { sampleVariables } from './sample-variables.ts';

/** Throws COST_LIMIT_EXCEEDED for an operation whose static cost is over the maximum. */
export type AdmitCost = (
  state: SupergraphState,
  operation: { readonly document: DocumentNode; readonly variables: Readonly<Record<string, unknown>> },
) => void;

/** Why a trusted document would be refused on a supergraph. */
export interface Finding {
  readonly document: TrustedDocument;
  readonly fault: 'invalid' | 'costly';
  readonly message: string;
}

/**
 * What is wrong with trusted documents on a supergraph: they do not fit it, or cost more than the maximum even with the
 * least variables. One document a turn of the event loop, so that requests go on; ends early when `signal` aborts.
 */
export async function review(
  { documents }: Manifest,
  state: SupergraphState,
  admitCost: AdmitCost,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const document of documents) {
    await setImmediate();
    if (signal.aborted) return [];
    const fault = faultOf(document, state, admitCost);
    if (fault) findings.push({ document, ...fault });
  }
  return findings;
}

type Fault = Omit<Finding, 'document'>;

function faultOf({ body }: TrustedDocument, state: SupergraphState, admitCost: AdmitCost): Fault | undefined {
  try {
    const document = parse(body, { noLocation: true });
    const [error] = validate(state.schema, document, undefined, { maxErrors: 1 });
    if (error) return { fault: 'invalid', message: error.message };
    return costFault(document, state, admitCost);
  } catch (error) {
    return { fault: 'invalid', message: (error as Error).message };
  }
}

function costFault(document: DocumentNode, state: SupergraphState, admitCost: AdmitCost): Fault | undefined {
  const operation = getOperationAST(document);
  if (!operation) return { fault: 'invalid', message: 'there is not one operation in it' };
  try {
    admitCost(state, { document, variables: sampleVariables(state.schema, operation) });
    return undefined;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'COST_LIMIT_EXCEEDED') return undefined;
    return { fault: 'costly', message: error.message };
  }
}
