import { buildSchema, type GraphQLSchema } from 'graphql';
import type { Baseline } from '../baseline/baseline.ts';
import type { ApiVersion } from '../diff/api-version.ts';
import { diffSupergraphs } from '../diff/diff-supergraphs.ts';
import type { Finding } from '../findings.ts';
import { checkOperations } from '../operations/check-operations.ts';
import { readOperations } from '../operations/read-operations.ts';
import { withAffectedOperations } from '../operations/with-affected-operations.ts';
import type { Usage } from '../usage/usage.ts';
import { withUsage } from '../usage/with-usage.ts';

/** Of what is composed, or was read as an API: it is valid, and to look again costs more than to build it. */
const schemaOf = ({ apiSdl }: ApiVersion): GraphQLSchema =>
  buildSchema(apiSdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });

/** What changes for clients, with the committed operations that it breaks; those alone when there is no baseline. */
export function compare(
  baseline: Baseline | undefined,
  after: ApiVersion,
  folder: string,
  usage: Usage,
): readonly Finding[] {
  const operations = readOperations(folder);
  if (!operations.ok) return operations.error;
  const schema = schemaOf(after);
  if (!baseline) return checkOperations(schema, operations.value);
  const changes = withUsage(diffSupergraphs(baseline.api, after), usage);
  return withAffectedOperations(changes, schemaOf(baseline.api), schema, operations.value);
}
