/** What does not wait for each other as one. Undefined: there is nothing to wait for. */
export function all(running: readonly (Promise<void> | undefined)[]): Promise<void> | undefined {
  const open = running.filter((each) => each !== undefined);
  return open.length < 2 ? open[0] : Promise.all(open).then(() => undefined);
}
