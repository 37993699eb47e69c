import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import { present } from 'platform/kernel/assert';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { compileAccessRules } from './authorisation/access-rules.ts';
import { executeVariant } from './authorisation/execute-variant.ts';
import { type ProtectedOperation, protectedOperation } from './authorisation/operation.ts';
import { createPolicyJudge, type PolicyPredicate } from './authorisation/policies.ts';
import { fulfils } from './authorisation/requirements.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface AuthorisationOptions {
  /** The predicates that `@policy` may name. One that is missing refuses. */
  readonly policies?: Readonly<Record<string, PolicyPredicate>>;
  /** Answers an operation that asks for too much with its errors alone, instead of with what is allowed. Default false. */
  readonly rejectUnauthorised?: boolean;
  readonly logger: Logger;
}

type FindOperation = (request: OperationRequest) => ProtectedOperation;

/**
 * Enforces `@authenticated`, `@requiresScopes` and `@policy`: what the caller may have of an operation is what is
 * planned and executed, never the operation itself. A supergraph whose rules cannot be read does not load.
 */
export function useAuthorisation({
  policies = {},
  rejectUnauthorised = false,
  logger,
}: AuthorisationOptions) {
  const judge = createPolicyJudge(policies, logger);
  const supergraphs = new WeakMap<SupergraphState, FindOperation>();

  return {
    name: 'authorisation',
    onSupergraph(state: SupergraphState) {
      if (state.isProtected) supergraphs.set(state, createFindOperation(state));
    },
    wrapExecute:
      (next: Execute): Execute =>
      async (state, request) => {
        if (!state.isProtected) return next(state, request);
        const findOperation = present(
          supergraphs.get(state),
          'a protected supergraph is served with its rules',
        );
        const operation = findOperation(request);
        const { actor } = request.context;
        const passed =
          operation.policies.length > 0 ? await judge(operation.policies, request.context) : NONE;
        const lacking = operation.requirements.filter((each) => !fulfils(each, actor, passed));
        if (lacking.length === 0) return next(state, { ...request, authorised: true });
        const variant = operation.without(lacking);
        return executeVariant(next, state, request, { operation, variant, rejectUnauthorised });
      },
  } satisfies GatewayPlugin;
}

const NONE: ReadonlySet<string> = new Set();

/** Operations are kept as long as their documents. */
function createFindOperation(state: SupergraphState): FindOperation {
  const rules = compileAccessRules(state);
  const documents = new WeakMap<DocumentNode, Map<string | undefined, ProtectedOperation>>();
  return ({ document, operationName }) => {
    const operations = documents.get(document) ?? new Map<string | undefined, ProtectedOperation>();
    documents.set(document, operations);
    const operation =
      operations.get(operationName) ?? protectedOperation(state.schema, rules, document, operationName);
    operations.set(operationName, operation);
    return operation;
  };
}
