/** The part of a V8 CPU profile that is read here. Times are microseconds. */
interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

export interface SelfTime {
  readonly name: string;
  /** File and line. */
  readonly place: string;
  /** Of the time that is looked at. */
  readonly share: number;
}

/** What each function took itself, without what it called, in the last milliseconds of the profile. The longest first. */
export function selfTimes(profile: CpuProfile, lastMs: number): readonly SelfTime[] {
  const { nodes, startTime, endTime, samples, timeDeltas } = profile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const from = endTime - lastMs * 1000;
  const times = new Map<string, number>();
  let at = startTime;
  for (const [n, id] of samples.entries()) {
    const delta = timeDeltas[n] ?? 0;
    at += delta;
    const frame = frames.get(id);
    if (at < from || !frame) continue;
    const key = `${frame.functionName || '(anonymous)'}\n${placeOf(frame)}`;
    times.set(key, (times.get(key) ?? 0) + delta);
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([key, time]) => {
      const [name = '', place = ''] = key.split('\n');
      return { name, place, share: time / total };
    });
}

const placeOf = ({ url, lineNumber }: CallFrame): string =>
  `${url.replace(/^file:\/\/.*?\/(?=node_modules|gateway|platform)/, '')}:${lineNumber + 1}`;
