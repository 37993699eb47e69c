/**
 * Random decisions, each by its name alone: what is decided in one place does not shift what is decided elsewhere. So a
 * schema is a function of decisions, and one with some of them made anew is the same schema with some changes.
 */
export interface Decisions {
  chance(name: string, probability: number): boolean;
  pick<T>(name: string, options: readonly T[]): T;
}

/** FNV-1a with a final mix, as a number from 0, less than 1. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

const decisionsBy = (draw: (name: string) => number): Decisions => ({
  chance: (name, probability) => draw(name) < probability,
  pick: (name, options) => options[Math.floor(draw(name) * options.length)] as (typeof options)[number],
});

export const decisionsOf = (seed: number): Decisions => decisionsBy((name) => fraction(`${seed}/${name}`));

/** Those of `seed`, with this share of them made anew. */
export const alteredDecisions = (seed: number, change: number, share: number): Decisions =>
  decisionsBy((name) => {
    const anew = fraction(`${change}?${name}`) < share;
    return fraction(anew ? `${change}/${name}` : `${seed}/${name}`);
  });

const ROW = 400;

/** A row of choices, for a writer that takes one after the other. */
export const rowOf = (seed: number): number[] =>
  Array.from({ length: ROW }, (_, index) => Math.floor(fraction(`${seed}:${index}`) * 0x10000));
