const refs = new WeakSet<object>();

/** An object of the world. Entities are numbered; whatever else there is is known by how it was reached. */
export interface Ref {
  readonly type: string;
  readonly id: string;
}

export function createRef(type: string, id: string): Ref {
  const ref = { type, id };
  refs.add(ref);
  return ref;
}

/** Tells objects of the world from JSON that is the value of a scalar. */
export const isRef = (value: unknown): value is Ref =>
  typeof value === 'object' && value !== null && refs.has(value);

export const ROOTS = { Query: createRef('Query', ''), Mutation: createRef('Mutation', '') };
