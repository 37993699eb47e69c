import { type DocumentNode, type ExecutionResult, GraphQLError, Kind } from 'graphql';
import type { Logger } from 'pino';
import { present } from 'platform/kernel/assert';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import { booleanVariables, holds } from '../operations/conditions.ts';
import { type InlinedOperation, inlineFragments } from '../operations/inline-fragments.ts';
import { selectedOperation } from '../operations/selected-operation.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { type AccessRules, compileAccessRules } from './authorisation/access-rules.ts';
import { type Denies, filterOperation, type RemovedPosition } from './authorisation/filter.ts';
import { createPolicyJudge, type PolicyPredicate } from './authorisation/policies.ts';
import { fulfils, type Requirement } from './authorisation/requirements.ts';
import { type ShapedData, shapeData } from './authorisation/shape.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface AuthorisationOptions {
  /** The predicates that `@policy` may name. One that is missing refuses. */
  readonly policies?: Readonly<Record<string, PolicyPredicate>>;
  /** Answers an operation that asks for too much with its errors alone, instead of with what is allowed. Default false. */
  readonly rejectUnauthorised?: boolean;
  readonly logger: Logger;
}

/** What a caller may have of an operation. */
export interface AuthorisedOperation {
  /** To be executed instead of the original; undefined when nothing is left. */
  readonly document: DocumentNode | undefined;
  /** One for each removed place of the response that the operation's variables leave in it. */
  readonly errors: readonly GraphQLError[];
  /** Makes the answer to the original operation out of the result of `document`. */
  readonly finish: (result: ExecutionResult) => ExecutionResult;
}

export interface Authoriser {
  /** Compiles a supergraph's rules. Throws when they cannot be read: then it must not serve. */
  prepare(state: SupergraphState): void;
  /** Removes from a validated operation (of any kind) what the caller may not have. */
  authorise(state: SupergraphState, request: OperationRequest): Promise<AuthorisedOperation>;
}

/** What an operation depends on, and what it becomes for each combination of fulfilled requirements. */
interface AnalysedOperation {
  readonly original: InlinedOperation;
  readonly requirements: readonly Requirement[];
  readonly variants: BoundedCache<string, Variant>;
}

interface Variant {
  readonly document: DocumentNode | undefined;
  readonly removed: readonly RemovedPosition[];
  readonly denies: Denies;
}

/** Combinations of fulfilled requirements that are kept per operation. */
const MAX_VARIANTS = 64;

/**
 * Enforces `@authenticated`, `@requiresScopes` and `@policy`: the authorised operation is what is planned and
 * executed, never the original one.
 */
export function useAuthorisation(authoriser: Authoriser) {
  return {
    name: 'authorisation',
    onSupergraph: authoriser.prepare,
    wrapExecute:
      (next: Execute): Execute =>
      async (state, request) => {
        const { document, finish } = await authoriser.authorise(state, request);
        if (!document) return finish({ data: {} });
        return finish(await next(state, { ...request, document, authorised: true }));
      },
  } satisfies GatewayPlugin;
}

export function createAuthoriser(options: AuthorisationOptions): Authoriser {
  const judge = createPolicyJudge(options.policies ?? {}, options.logger);
  const rulesOf = new WeakMap<SupergraphState, AccessRules>();
  const analysed = new WeakMap<SupergraphState, WeakMap<DocumentNode, Map<string, AnalysedOperation>>>();

  function analysisOf(
    state: SupergraphState,
    { document, operationName = '' }: OperationRequest,
  ): AnalysedOperation {
    const documents = analysed.get(state) ?? new WeakMap();
    analysed.set(state, documents);
    const operations: Map<string, AnalysedOperation> = documents.get(document) ?? new Map();
    documents.set(document, operations);
    const analysis = operations.get(operationName) ?? analyse(state, rules(state), document, operationName);
    operations.set(operationName, analysis);
    return analysis;
  }

  const rules = (state: SupergraphState): AccessRules =>
    present(rulesOf.get(state), 'the access rules are compiled before a supergraph serves');

  return {
    prepare: (state) => void rulesOf.set(state, compileAccessRules(state)),
    async authorise(state, request) {
      const analysis = analysisOf(state, request);
      const passed = await judge(analysis.requirements, request.context);
      const lacking = analysis.requirements.filter(
        (requirement) => !fulfils(requirement, request.context.actor, (policy) => passed.has(policy)),
      );
      if (lacking.length === 0) return { document: request.document, errors: [], finish: (result) => result };
      return authorised(state, analysis, variantOf(state, rules(state), analysis, lacking), request, options);
    },
  };
}

function analyse(
  state: SupergraphState,
  rules: AccessRules,
  document: DocumentNode,
  operationName: string,
): AnalysedOperation {
  const original = inlineFragments(document, selectedOperation(document, operationName || undefined));
  const requirements = new Set<Requirement>();
  filterOperation(state.schema, original, (coordinate) => {
    for (const requirement of rules.requirementsOf(coordinate)) requirements.add(requirement);
    return false;
  });
  return { original, requirements: [...requirements], variants: createBoundedCache(MAX_VARIANTS) };
}

function variantOf(
  state: SupergraphState,
  rules: AccessRules,
  { original, requirements, variants }: AnalysedOperation,
  lacking: readonly Requirement[],
): Variant {
  const key = lacking.map((requirement) => requirements.indexOf(requirement)).join();
  const known = variants.get(key);
  if (known) return known;
  const denies: Denies = (coordinate) =>
    rules.requirementsOf(coordinate).some((requirement) => lacking.includes(requirement));
  const { operation, removed } = filterOperation(state.schema, original, denies);
  const document = operation && ({ kind: Kind.DOCUMENT, definitions: [operation] } as const);
  const variant = { document, removed, denies };
  variants.set(key, variant);
  return variant;
}

function authorised(
  state: SupergraphState,
  { original }: AnalysedOperation,
  { document, removed, denies }: Variant,
  { variables = {} }: OperationRequest,
  { rejectUnauthorised = false }: AuthorisationOptions,
): AuthorisedOperation {
  const isTrue = booleanVariables(original, variables);
  const paths = removed.filter(({ conditions }) => holds(conditions, isTrue)).map(({ path }) => path);
  const errors = unauthorised(paths);
  if (rejectUnauthorised && errors.length > 0)
    return { document: undefined, errors, finish: () => ({ errors, data: null }) };
  return {
    document,
    errors,
    finish(result) {
      if (!result.data) return { ...result, errors: [...(result.errors ?? []), ...errors] };
      const shaped: ShapedData = shapeData(state.schema, original, result.data, isTrue, denies);
      const all = [...(result.errors ?? []), ...unauthorised([...paths, ...shaped.hidden])];
      const data = rejectUnauthorised && shaped.hidden.length > 0 ? null : shaped.data;
      return { ...result, data, ...(all.length > 0 && { errors: all }) };
    },
  };
}

/** One error per place. */
function unauthorised(paths: readonly (readonly string[])[]): GraphQLError[] {
  const places = new Map(paths.map((path) => [path.join('\n'), path]));
  return [...places.values()].map(
    (path) =>
      new GraphQLError('Unauthorized field or type', {
        path,
        extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
      }),
  );
}
