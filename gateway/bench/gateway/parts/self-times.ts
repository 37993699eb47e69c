/** The part of a V8 CPU profile that is read here. Times are microseconds. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

export interface SelfTime {
  /** A function and where it is, or only where. */
  readonly name: string;
  /** Of the time that is looked at. */
  readonly share: number;
}

/** Shares of the last milliseconds of a profile, without what was called from there; the greatest first. */
export function selfTimes(
  { nodes, startTime, endTime, samples, timeDeltas }: CpuProfile,
  lastMs: number,
  nameOf: (frame: CallFrame) => string,
): readonly SelfTime[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const from = endTime - lastMs * 1000;
  const times = new Map<string, number>();
  let at = startTime;
  let total = 0;
  for (const [n, id] of samples.entries()) {
    const delta = timeDeltas[n] ?? 0;
    at += delta;
    if (at < from) continue;
    const name = names.get(id) ?? '';
    times.set(name, (times.get(name) ?? 0) + delta);
    total += delta;
  }
  return [...times].sort(([, a], [, b]) => b - a).map(([name, time]) => ({ name, share: time / total }));
}

/** `name file:line` */
export const functionOf = ({ functionName, url, lineNumber }: CallFrame): string =>
  [functionName || '(anonymous)', ...(url ? [`${shortened(url)}:${lineNumber + 1}`] : [])].join(' ');

/** The package, or the room of this repository; of what is not in a file, its own name. */
export function roomOf({ functionName, url }: CallFrame): string {
  if (!url) return functionName || '(native)';
  const [first = '', second = '', third = ''] = shortened(url).split('/');
  if (first !== 'node_modules') return second ? `${first}/${second}` : first;
  return second.startsWith('@') ? `${second}/${third}` : second;
}

const shortened = (url: string): string =>
  url.replace(/^file:\/\/.*?\/(?=(node_modules|gateway|platform)\/)/, '');
