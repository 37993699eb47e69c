import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandLine } from './processes.ts';
import { StartupError } from './startup-error.ts';

/** `embedded`: events on PostgreSQL. `full`: on Kafka. They share nothing. */
export const MODES = ['embedded', 'full'] as const;
export type Mode = (typeof MODES)[number];

/** A process of ours beside main.ts, to be found again should main.ts have been killed alone. */
export interface Child {
  readonly pid: number;
  /** A part of its command line that no other process has. */
  readonly command: string;
  /** Absent until it listens. */
  readonly url?: string;
}

/** What a running supergraph says about itself in `.local/<mode>/state.json`, for the commands. It holds secrets. */
export interface StackState {
  readonly mode: Mode;
  /** Of main.ts. */
  readonly pid: number;
  readonly gatewayUrl: string;
  readonly postgresUrl: string;
  /** Absent in embedded mode. */
  readonly kafkaBrokers?: readonly string[];
  /** Absent in embedded mode. */
  readonly redisUrl?: string;
  /** Our other processes; none when all is in one. */
  readonly children: readonly Child[];
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Where a mode keeps its data: below `.local`, or below LOCAL_STACK_DIR. */
export const stackFolder = (mode: Mode): string =>
  join(resolve(ROOT, process.env.LOCAL_STACK_DIR ?? '.local'), mode);

export const keysFolder = (mode: Mode): string => join(stackFolder(mode), 'keys');

const stateFile = (mode: Mode): string => join(stackFolder(mode), 'state.json');

/** What the last start said; it may have ended since. */
export function readState(mode: Mode): StackState | undefined {
  try {
    return JSON.parse(readFileSync(stateFile(mode), 'utf8')) as StackState;
  } catch {
    return undefined;
  }
}

export function writeState(state: StackState): void {
  const file = stateFile(state.mode);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Adds a process of ours, or what more is known of it by now, to what a supergraph says about itself. */
export function recordChild(mode: Mode, child: Child): void {
  const state = readState(mode) as StackState;
  const others = state.children.filter(({ pid }) => pid !== child.pid);
  writeState({ ...state, children: [...others, child] });
}

/** The state of a supergraph that runs now. */
export function runningState(mode: Mode): StackState | undefined {
  const state = readState(mode);
  return state && isMain(state.pid) ? state : undefined;
}

/** The mode a command means when it is not told: the one that runs, else embedded. */
export const currentMode = (): Mode => MODES.find((mode) => runningState(mode)) ?? 'embedded';

const isMain = (pid: number): boolean => commandLine(pid).includes('main.ts');

/** Takes a mode's folder for this process; fails in one line while another has it. Returns how to give it back. */
export function lockFolder(mode: Mode): () => void {
  const folder = stackFolder(mode);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'lock');
  const holder = readPid(file);
  if (holder && holder !== process.pid && commandLine(holder).includes('.ts')) {
    throw new StartupError(`Process ${holder} already uses ${folder}: stop it first.`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
