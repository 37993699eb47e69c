/** What most keys are. */
export interface Ref {
  readonly id: string;
}

/** Finds the element with an id: undefined, which is null in an answer, when there is none. */
export const byId =
  <T extends Ref>(list: readonly T[]) =>
  ({ id }: Ref): T | undefined =>
    list.find((one) => one.id === id);
