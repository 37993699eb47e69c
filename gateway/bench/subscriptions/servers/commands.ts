import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { present } from 'platform/kernel/assert';
import { GATEWAY_CPU, type Server, serverOf } from '../../gateway/servers/process.ts';

/** What the measuring process asks of a server. Each answer is a number. */
export interface Handlers {
  /** Subscriptions that are open. */
  open(): number | Promise<number>;
  /** Brings so many events of a key to its subscribers, one after the other. */
  emit(key: string, count: number): void | Promise<void>;
}

interface Pace {
  readonly name: 'pace';
  readonly keys: number;
  readonly rate: number;
  readonly seconds: number;
}

type Command =
  | { readonly name: 'open' }
  | { readonly name: 'bytes' }
  | { readonly name: 'heldBytes' }
  | { readonly name: 'emit'; readonly key: string; readonly count: number }
  | Pace;

/** What a server says of itself when it is ready. */
export interface Hello {
  readonly port: number;
  /** The values of its keys, where it does not take `keyOf`. */
  readonly keys?: readonly string[];
}

/** A server in a process of its own. */
export interface Contender extends Server, Hello {
  open(): Promise<number>;
  /** Resident bytes, after garbage was collected. */
  bytes(): Promise<number>;
  /** The same, after V8 has given back what it keeps for new objects too: what is in use. */
  heldBytes(): Promise<number>;
  /** Microseconds of CPU that it took. */
  emit(key: string, count: number): Promise<number>;
  /** So many events a second, of each of so many keys in turn. Resolves when the last was brought. */
  pace(keys: number, rate: number, seconds: number): Promise<void>;
}

export const keyOf = (n: number): string => `key-${n}`;

/** Begins to answer the process that started this one. */
export function serve(hello: Hello, handlers: Handlers): void {
  process.on('message', (command: Command) => {
    void answer(handlers, command).then((value) => process.send?.(value));
  });
  process.on('disconnect', () => process.exit());
  process.send?.(hello);
}

async function answer(handlers: Handlers, command: Command): Promise<number> {
  if (command.name === 'open') return handlers.open();
  if (command.name === 'bytes') return settledBytes('regular');
  if (command.name === 'heldBytes') return settledBytes('last-resort');
  const before = process.cpuUsage();
  if (command.name === 'emit') await handlers.emit(command.key, command.count);
  else await paced(handlers, command);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const TICK_MS = 10;

/** Catches up with the clock every tick. */
async function paced({ emit }: Handlers, { keys, rate, seconds }: Pace): Promise<void> {
  const began = performance.now();
  const emitted: (void | Promise<void>)[] = [];
  while (emitted.length < rate * seconds) {
    const due = Math.min(rate * seconds, ((performance.now() - began) / 1_000) * rate);
    while (emitted.length < due) emitted.push(emit(keyOf(emitted.length % keys), 1));
    await sleep(TICK_MS);
  }
  await Promise.all(emitted);
}

async function settledBytes(flavor: 'regular' | 'last-resort'): Promise<number> {
  const collect = present(globalThis.gc, 'a server is started with --expose-gc');
  for (let n = 0; n < 4; n += 1) {
    collect({ type: 'major', execution: 'sync', flavor });
    await sleep(50);
  }
  return process.memoryUsage.rss();
}

/** Starts a script of this folder, by default on the CPU that is kept for what is measured. */
export async function startContender(
  script: string,
  args: readonly string[] = [],
  cpus: readonly number[] = [GATEWAY_CPU],
): Promise<Contender> {
  const child = spawn(
    'taskset',
    ['-c', cpus.join(), process.execPath, '--expose-gc', `${import.meta.dirname}/${script}`, ...args],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const [hello] = (await once(child, 'message')) as [Hello];
  const ask = asking(child);
  return {
    ...serverOf(child, `http://127.0.0.1:${hello.port}`),
    ...hello,
    open: () => ask({ name: 'open' }),
    bytes: () => ask({ name: 'bytes' }),
    heldBytes: () => ask({ name: 'heldBytes' }),
    emit: (key, count) => ask({ name: 'emit', key, count }),
    pace: async (keys, rate, seconds) => void (await ask({ name: 'pace', keys, rate, seconds })),
  };
}

/** One question at a time. */
const asking = (child: ChildProcess) => async (command: Command) => {
  child.send(command);
  const [value] = (await once(child, 'message')) as [number];
  return value;
};
