import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import { present } from 'platform/kernel/assert';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { type AccessRules, compileAccessRules } from './authorisation/access-rules.ts';
import { executeAllowed } from './authorisation/execute-allowed.ts';
import type { Denies } from './authorisation/filter.ts';
import { type ProtectedOperation, protectedOperation } from './authorisation/operation.ts';
import { createPolicyJudge, type PolicyPredicate } from './authorisation/policies.ts';
import { fulfils, type Requirement } from './authorisation/requirements.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface AuthorisationOptions {
  /** The predicates that `@policy` may name. One that is missing refuses. */
  readonly policies?: Readonly<Record<string, PolicyPredicate>>;
  /** Answers an operation that asks for too much with its errors alone, instead of with what is allowed. Default false. */
  readonly rejectUnauthorised?: boolean;
  readonly logger: Logger;
}

interface ProtectedSupergraph {
  readonly rules: AccessRules;
  operationOf(request: OperationRequest): ProtectedOperation;
}

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
  const supergraphs = new WeakMap<SupergraphState, ProtectedSupergraph>();

  return {
    name: 'authorisation',
    onSupergraph(state: SupergraphState) {
      if (state.isProtected) supergraphs.set(state, protectedSupergraph(state));
    },
    wrapExecute:
      (next: Execute): Execute =>
      async (state, request) => {
        if (!state.isProtected) return next(state, request);
        const { rules, operationOf } = present(supergraphs.get(state), 'it is served with its rules');
        const operation = operationOf(request);
        const { policies: named, requirements } = operation;
        const passed = named.length > 0 ? await judge(named, request.context) : NONE;
        const lacks = (each: Requirement) => !fulfils(each, request.context.actor, passed);
        const denies: Denies = (coordinate) => rules.requirementsOf(coordinate).some(lacks);
        const standing = { denies, lacking: requirements.filter(lacks), rejectUnauthorised };
        return executeAllowed(next, state, request, operation, standing);
      },
  } satisfies GatewayPlugin;
}

const NONE: ReadonlySet<string> = new Set();

/** Operations are kept as long as their documents. */
function protectedSupergraph(state: SupergraphState): ProtectedSupergraph {
  const rules = compileAccessRules(state);
  const documents = new WeakMap<DocumentNode, Map<string | undefined, ProtectedOperation>>();
  return {
    rules,
    operationOf({ document, operationName }) {
      const operations = documents.get(document) ?? new Map<string | undefined, ProtectedOperation>();
      documents.set(document, operations);
      const operation =
        operations.get(operationName) ?? protectedOperation(state.schema, rules, document, operationName);
      operations.set(operationName, operation);
      return operation;
    },
  };
}
