// Made by `npm run generate` from platform/errors: edit that, not this file.
/** What `extensions.code` may be: docs/errors.md says what to do about each. */
export type ApiErrorCode =
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'LIMIT_EXCEEDED'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'UNAUTHORIZED_FIELD_OR_TYPE'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'NOT_FOUND'
  | 'COST_LIMIT_EXCEEDED'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SUBGRAPH_RESPONSE_INVALID'
  | 'SERVICE_UNAVAILABLE'
  | 'CURSOR_INVALID'
  | 'CURSOR_EXPIRED'
  | 'SLOW_CONSUMER'
  | 'INTERNAL_SERVER_ERROR';
