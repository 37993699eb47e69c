import { mkdirSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { INTERNAL_TOKEN_LIFETIME_S } from 'platform/auth/internal-tokens';
import { MAX_TOKEN_AGE_S } from 'platform/auth/token-verifier';
import { parseTenantId } from 'platform/kernel/ids';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { currentMode, keysFolder, MODES, type Mode, stackFolder } from 'platform/local-stack/state';
import { subgraphNames } from '../topology/subgraphs.ts';

interface Options {
  readonly tenant: string;
  readonly actor?: string;
  readonly revoke?: boolean;
  readonly jti?: string;
  readonly scopes: readonly string[];
  readonly expiresIn?: number;
  readonly mode?: Mode;
  readonly service?: string;
}

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

function duration(text: string): number {
  const [, count, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  if (!count) throw new InvalidArgumentError('Expected a number of seconds, minutes or hours: 90s, 15m, 1h.');
  const seconds = Number(count) * SECONDS[unit as keyof typeof SECONDS];
  if (seconds > MAX_TOKEN_AGE_S)
    throw new InvalidArgumentError(`No token lives longer than ${MAX_TOKEN_AGE_S} s.`);
  return seconds;
}

function tenant(text: string): string {
  const name = parseTenantId(text);
  if (!name) throw new InvalidArgumentError('Expected 1 to 63 of a–z, 0–9, "-" and "_".');
  return name;
}

const list = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

const command = new Command('token')
  .description('Signs a token for development. It is the last line of the output.')
  .requiredOption('--tenant <name>', 'the tenant', tenant)
  .option('--actor <id>', 'who acts: the token’s subject')
  .option('--scopes <list>', 'scopes, with commas between', list, [])
  .option('--expires-in <duration>', 'how long it is good: 90s, 15m (default: 1h)', duration)
  .addOption(
    new Option(
      '--service <subgraph>',
      `instead of a user’s: one of our services’, for that subgraph’s own port; good for ${INTERNAL_TOKEN_LIFETIME_S} s`,
    )
      .choices(subgraphNames())
      .conflicts(['expiresIn', 'revoke']),
  )
  .option('--revoke', 'instead: ends what was signed until now, of the actor, or of the whole tenant')
  .option('--jti <id>', 'with --revoke: that token only')
  .addOption(new Option('--mode <mode>', 'whose keys (default: of the mode that runs)').choices(MODES))
  .addHelpText(
    'after',
    `
Examples:
  npm run token -- --tenant acme --actor alice --scopes ledger:read,ledger:write
  npm run token -- --tenant acme --actor alice --revoke
  npm run token -- --tenant acme --actor worker --service quotas   (docs/quotas.md shows what for)`,
  )
  .parse();

await runCommand(async () => {
  const options = command.opts<Options>();
  const { actor, mode = currentMode(), tenant, scopes, expiresIn } = options;
  if (options.revoke) {
    const { revoke } = await import('./token/revoke.ts');
    return revoke({ ...options, mode });
  }
  if (!actor) throw new StartupError('A token needs an --actor: --help shows an example.');
  mkdirSync(stackFolder(mode), { recursive: true });
  if (options.service) {
    const { serviceToken } = await import('./token/service.ts');
    return console.log(await serviceToken(keysFolder(mode), options.service, { tenant, actor, scopes }));
  }
  const issuer = await openDevelopmentIssuer(keysFolder(mode));
  console.log(await issuer.signDevelopmentToken({ tenant, actor, scopes, expiresIn }));
});
