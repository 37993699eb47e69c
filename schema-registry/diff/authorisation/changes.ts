import { type GraphQLField, getNamedType } from 'graphql';
import { withDirective } from '../causes.ts';
import type { Comparison } from '../comparison.ts';
import { ownerOf } from '../coordinates.ts';
import { type Kept, kept } from '../pairs.ts';
import type { Change } from '../rule.ts';
import { allOf, type Demand, describe, implies } from './demand.ts';
import { demandOf } from './demands-of.ts';

/** Whom a change of authorisation concerns: some may more than before, some less, or both. */
export type Effect = 'weakened' | 'tightened' | 'exchanged';

type Field = Kept<GraphQLField<unknown, unknown>>;

interface Demands {
  readonly before: Demand;
  readonly after: Demand;
}

/** All that is asked of whoever selects the field: by its type, by itself, by what it returns. */
const demandsOfField = ({ before, after }: Comparison, { coordinate, ...field }: Field): Demands => {
  const asked = (side: 'before' | 'after', api: Comparison['before']) =>
    allOf(
      [ownerOf(coordinate), coordinate, getNamedType(field[side].type).name].map((element) =>
        demandOf(api, element),
      ),
    );
  return { before: asked('before', before), after: asked('after', after) };
};

const demandsOf = ({ before, after }: Comparison, coordinate: string): Demands => ({
  before: demandOf(before, coordinate),
  after: demandOf(after, coordinate),
});

const isChange = ({ before, after }: Demands): boolean => !implies(before, after) || !implies(after, before);

/** An effect on one is not undone by its opposite on another. */
function effectOf(demands: readonly Demands[]): Effect | undefined {
  const weaker = demands.some(({ before, after }) => !implies(after, before));
  const stricter = demands.some(({ before, after }) => !implies(before, after));
  if (weaker && stricter) return 'exchanged';
  return weaker ? 'weakened' : stricter ? 'tightened' : undefined;
}

const guarded = withDirective('authenticated', 'requiresScopes', 'policy');

interface Changed {
  readonly effect: Effect | undefined;
  readonly change: Change;
}

/** What weakens is a definition without the directive, though others may still have it. */
function changed(coordinate: string, { before, after }: Demands, effect: Effect | undefined): Changed {
  const message = `for ${describe(after)} now, before for ${describe(before)}`;
  const cause: Change['cause'] = effect === 'weakened' ? (definition) => !guarded(definition) : guarded;
  return { effect, change: { coordinate, message, cause } };
}

/** Fields whose own demand changed, and what that makes of the whole demand: it may only have moved to the type. */
const changedFields = (comparison: Comparison, fields: readonly Field[]): Changed[] =>
  fields
    .filter(({ coordinate }) => isChange(demandsOf(comparison, coordinate)))
    .map((field) => {
      const demands = demandsOfField(comparison, field);
      return changed(field.coordinate, demands, effectOf([demands]));
    });

/** Types whose own demand changed, and what that makes of the fields that have it from them. */
const changedTypes = (comparison: Comparison, fields: readonly Field[]): Changed[] =>
  kept(comparison.types).flatMap(({ coordinate }) => {
    const own = demandsOf(comparison, coordinate);
    if (!isChange(own)) return [];
    const concerned = fields.filter(
      (field) =>
        ownerOf(field.coordinate) === coordinate || getNamedType(field.after.type).name === coordinate,
    );
    return [changed(coordinate, own, effectOf(concerned.map((field) => demandsOfField(comparison, field))))];
  });

/**
 * Changes of who may have what, where they have the effect. What counts is who is allowed, not how it is written:
 * scopes and policies are ORs of ANDs and are compared by implication.
 */
export function authorisationChanges(comparison: Comparison, wanted: Effect): Change[] {
  const fields = kept(comparison.fields);
  return [...changedTypes(comparison, fields), ...changedFields(comparison, fields)].flatMap(
    ({ effect, change }) => (effect === wanted ? [change] : []),
  );
}
