import { DirectiveLocation, type GraphQLDirective } from 'graphql';

const EXECUTABLE: ReadonlySet<DirectiveLocation> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

/** The places in an operation where the directive may stand; the others concern only those who write schemas. */
export const executableLocations = ({ locations }: GraphQLDirective): DirectiveLocation[] =>
  locations.filter((location) => EXECUTABLE.has(location));

/** Whether operations can use the directive. */
export const isExecutable = (directive: GraphQLDirective): boolean =>
  executableLocations(directive).length > 0;
