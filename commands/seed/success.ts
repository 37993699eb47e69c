/** A mutation's result, which must be its success. */
export function success<Result extends { readonly __typename: string }, Name extends Result['__typename']>(
  result: Result,
  name: Name,
): Extract<Result, { readonly __typename: Name }> {
  if (result.__typename !== name) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result as Extract<Result, { readonly __typename: Name }>;
}
