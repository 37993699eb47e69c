import { execFileSync } from 'node:child_process';
import { constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from './startup-error.ts';

/** PostgreSQL refuses to run as root: then it runs as this system user. */
const SYSTEM_USER = 'postgres';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Whom PostgreSQL must run as: undefined for "as we are". As root the system user is made when it is missing. */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return findUser() ?? createUser();
}

function findUser(): SystemUser | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, SYSTEM_USER], { stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function createUser(): SystemUser {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', SYSTEM_USER], { stdio: 'pipe' });
  } catch {
    throw new StartupError(
      `PostgreSQL refuses to run as root, and the user "${SYSTEM_USER}" could not be made: start as another user.`,
    );
  }
  return findUser() as SystemUser;
}

/** What to spawn. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The command that runs a program as `user`. When a folder on the way to `paths` is closed to it (a checkout
 * in /root), it gets the one capability that opens them.
 */
export function commandAs(
  user: SystemUser | undefined,
  program: string,
  args: readonly string[],
  paths: readonly string[],
): Command {
  if (!user || paths.every(isOpenToAll)) return { program, args, ...user };
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const capability = ['--inh-caps=-all,+dac_override', '--ambient-caps=+dac_override'];
  const alsoForAccess = '--securebits=+no_setuid_fixup'; // access(2), which initdb asks, would leave it out
  return { program: 'setpriv', args: [...identity, ...capability, alsoForAccess, program, ...args] };
}

function isOpenToAll(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
