import { type ASTNode, type GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { ownerOf } from '../diff/coordinates.ts';
import type { AffectedClient, Finding } from '../findings.ts';
import type { OperationFile } from './check-operations.ts';
import { type Dependencies, dependenciesOf } from './dependencies.ts';
import { sentTypes } from './sent-types.ts';
import { validateOperation } from './validate-operation.ts';

/** What a change does to one operation. */
export interface Effect {
  readonly finding: Finding;
  readonly client: AffectedClient;
}

export interface Effects {
  readonly explained: readonly Effect[];
  /** Why it is refused, as far as no finding says. */
  readonly unexplained: readonly GraphQLError[];
}

const NONE: Effects = { explained: [], unexplained: [] };

/** Dangerous only in that it refuses some operations: those that are known to be refused, it breaks. */
const REFUSING = 'diff/field-shape-differs';

const mayRefuse = ({ rule, severity }: Finding): boolean =>
  rule === REFUSING || (severity === 'breaking' && !rule.startsWith('diff/authorisation-'));

const clientOf = ({ path, document }: OperationFile, line: number | undefined): AffectedClient => ({
  operation: getOperationAST(document)?.name?.value ?? path,
  file: path,
  line,
});

/** The findings that the nodes name; else about what they must carry; else about what is around them, nearest first. */
function explanations(findings: readonly Finding[], nodes: readonly Dependencies[]): readonly Finding[] {
  const about = (coordinate: string) => findings.filter((finding) => finding.coordinate === coordinate);
  const within = (part: string) => findings.filter(({ coordinate }) => coordinate?.startsWith(part));
  const levels = [
    ...nodes.flatMap(({ own }) => own).map((coordinate) => about(coordinate)),
    ...nodes.flatMap(({ parts }) => parts).map((part) => within(part)),
    ...nodes.flatMap(({ around }) => around).map((coordinate) => about(coordinate)),
  ];
  return levels.find((level) => level.length > 0) ?? [];
}

/** The operation stays valid, but a variable of it carries what changed. */
function sending(findings: readonly Finding[], before: GraphQLSchema, file: OperationFile): Effect[] {
  return sentTypes(before, file.document).flatMap(({ variable, types }) =>
    findings
      .filter(({ coordinate = '' }) => types.has(ownerOf(coordinate)))
      .map((finding) => ({ finding, client: clientOf(file, variable.loc?.startToken.line) })),
  );
}

function refused(
  errors: readonly GraphQLError[],
  dependencies: ReadonlyMap<ASTNode, Dependencies>,
  findings: readonly Finding[],
  file: OperationFile,
): Effects {
  const judged = errors.map((error) => {
    const nodes = (error.nodes ?? []).flatMap((node) => dependencies.get(node) ?? []);
    return {
      error,
      found: explanations(findings, nodes),
      client: clientOf(file, error.locations?.[0]?.line),
    };
  });
  return {
    explained: judged.flatMap(({ found, client }) => found.map((finding) => ({ finding, client }))),
    unexplained: judged.filter(({ found }) => found.length === 0).map(({ error }) => error),
  };
}

/** What the findings do to an operation, where it was valid before; one that was not is nobody's fault. */
export function effectsOn(
  file: OperationFile,
  findings: readonly Finding[],
  before: GraphQLSchema,
  after: GraphQLSchema,
): Effects {
  const refusing = findings.filter(mayRefuse);
  const errors = validateOperation(after, file.document);
  if (errors.length > 0 && validateOperation(before, file.document).length > 0)
    return { ...NONE, unexplained: errors };
  const { explained, unexplained } = refused(errors, dependenciesOf(before, file.document), refusing, file);
  return { explained: [...explained, ...sending(refusing, before, file)], unexplained };
}
