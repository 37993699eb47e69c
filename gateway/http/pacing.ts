/**
 * Lets one caller go on per turn of the event loop. Operations that come together would otherwise all be started before
 * the first answer of a subgraph is read, and hold all their data at once; started one after the other, early ones are
 * answered and let go while later ones begin. Who comes alone does not wait.
 */
export function createPacing(): () => Promise<void> | undefined {
  const waiting: (() => void)[] = [];
  let isTaken = false;

  function next(): void {
    const resume = waiting.shift();
    isTaken = resume !== undefined;
    if (!resume) return;
    setImmediate(next);
    resume();
  }

  return () => {
    if (isTaken) return new Promise((resolve) => waiting.push(resolve));
    isTaken = true;
    setImmediate(next);
    return undefined;
  };
}
