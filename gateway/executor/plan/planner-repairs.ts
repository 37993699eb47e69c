import {
  baseType,
  type CompositeType,
  Field,
  FieldSelection,
  FragmentSelection,
  federationMetadata,
  isCompositeType,
  MapWithCachedArrays,
  type Selection,
  SelectionSet,
} from '@apollo/federation-internals';

/**
 * Plans with five steps of Apollo's planner repaired, which has no setting for this. Two matter where a field requires
 * by `@requires` what requires something itself, part of which is of a subgraph that the plan comes from: the planner asks
 * there at once for what it could only ask for later, or for what is @external there. The others, where several subgraphs
 * know an interface as an object only: a fetch may wait for itself, and planning takes seconds before it fails; or it fails
 * at once, as one of them cannot be asked for a type. And it fails where fragments in each other exclude each other only by
 * what unions have for members. The repairs hold during `plan` alone, which is not asynchronous; what
 * else the process plans is planned as ever.
 */
export function withRepairs<T>(plan: () => T): T {
  install();
  areOn = true;
  try {
    return plan();
  } finally {
    areOn = false;
  }
}

let areOn = false;
let areInstalled = false;

function install(): void {
  if (areInstalled) return;
  areInstalled = true;
  withFetchGroups((prototype) => {
    waitForAllParents(prototype);
    waitForOthersOnly(prototype);
  });
  leaveExternalFields();
  askInterfaceObjectsForTypes();
  leaveImpossibleFragments();
}

/** A fetch of a plan in the making. The planner does not export the class. */
interface FetchGroup {
  parents(): readonly Parent[];
  addParent(parent: Parent): void;
  isDescendantOf(group: FetchGroup): boolean;
  canMergeChildIn(child: FetchGroup): boolean;
}

interface Parent {
  readonly group: FetchGroup;
}

/** Calls back with the prototype of fetch groups when the first is kept, which is in a map whose class is known. */
function withFetchGroups(found: (prototype: FetchGroup) => void): void {
  const maps: { set(key: unknown, value: unknown): unknown } = MapWithCachedArrays.prototype;
  const { set } = maps;
  maps.set = function (key, value) {
    if (isFetchGroup(value)) {
      maps.set = set;
      found(Object.getPrototypeOf(value));
    }
    return set.call(this, key, value);
  };
}

const isFetchGroup = (value: unknown): value is FetchGroup =>
  typeof value === 'object' && value !== null && 'canMergeChildIn' in value;

/** A fetch is taken forward into another one of the same subgraph only when it waits for no more than that one does. */
function waitForAllParents(prototype: FetchGroup): void {
  const { canMergeChildIn } = prototype;
  prototype.canMergeChildIn = function (child) {
    const waits = child.parents().some(({ group }) => group !== this && !this.isDescendantOf(group));
    return canMergeChildIn.call(this, child) && !(areOn && waits);
  };
}

/** A fetch that takes in another one takes over what that one waits for, but for itself. */
function waitForOthersOnly(prototype: FetchGroup): void {
  const { addParent } = prototype;
  prototype.addParent = function (parent) {
    if (!areOn || parent.group !== this) addParent.call(this, parent);
  };
}

/** What is selected is taken to another subgraph only when that one answers all of it. */
function leaveExternalFields(): void {
  const { canRebaseOn } = SelectionSet.prototype;
  SelectionSet.prototype.canRebaseOn = function (type) {
    return canRebaseOn.call(this, type) && !(areOn && hasExternal(this, type));
  };
}

/** Of an interface object `__typename` may be asked: that it names the interface does no harm. */
function askInterfaceObjectsForTypes(): void {
  const { rebaseOn } = Field.prototype;
  Field.prototype.rebaseOn = function (options) {
    const isAsked = areOn && options.errorIfCannotRebase && this.name === '__typename';
    const type = isAsked ? options.parentType.typenameField() : undefined;
    return type ? this.withUpdatedDefinition(type) : rebaseOn.call(this, options);
  };
}

/** Of a fragment that no object of a type can be in, only the question for the type is left. */
function leaveImpossibleFragments(): void {
  const fragments: Rebased = FragmentSelection.prototype;
  const { rebaseOnOrError } = fragments;
  fragments.rebaseOnOrError = function (options) {
    const { parentType } = options;
    const isPossible = !areOn || this.element.castedTypeIfAddedTo(parentType);
    const type = isPossible ? undefined : parentType.typenameField();
    return type ? new FieldSelection(new Field(type)) : rebaseOnOrError.call(this, options);
  };
}

/** A fragment, as far as it is taken to another type: what comes of that need not be a fragment. */
interface Rebased {
  rebaseOnOrError(
    this: FragmentSelection,
    options: Parameters<FragmentSelection['rebaseOnOrError']>[0],
  ): Selection;
}

const hasExternal = (set: SelectionSet, type: CompositeType): boolean =>
  set.selections().some((selection) => isExternal(selection, type));

function isExternal(selection: Selection, parent: CompositeType): boolean {
  const schema = parent.schema();
  const { selectionSet } = selection;
  if (selection.kind === 'FragmentSelection') {
    const condition = selection.element.typeCondition;
    const type = condition ? schema.type(condition.name) : parent;
    return type !== undefined && isCompositeType(type) && hasExternal(selection.selectionSet, type);
  }
  const field = parent.field(selection.element.name);
  if (!field?.type) return false;
  if (federationMetadata(schema)?.isFieldExternal(field)) return true;
  const below = baseType(field.type);
  return selectionSet !== undefined && isCompositeType(below) && hasExternal(selectionSet, below);
}
