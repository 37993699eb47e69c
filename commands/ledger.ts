import { Command, Option } from 'commander';
import { runCommand } from 'platform/local-stack/startup-error';
import { MODES } from 'platform/local-stack/state';
import { type ExportOptions, runExport } from './ledger/export.ts';
import { type ImportOptions, runImport } from './ledger/import.ts';
import { runVerify, type VerifyOptions } from './ledger/verify.ts';

const command = new Command('ledger').description('Proves books, and brings them in and out.');
const mode = () =>
  new Option('--mode <mode>', 'whose databases (default: of the mode that runs)').choices(MODES);
const tenant = () => new Option('--tenant <name>', 'whose book').default('demo');

command
  .command('verify')
  .description(
    'Proves that books are as they were recorded: events against the audit chain, the chain against its signed ' +
      'heads, tables and balances against the events. Ends with 1 when something is wrong. The supergraph may run.',
  )
  .option('--ledger <id>', 'this book only')
  .option('--tenant <name>', 'the books of this tenant only')
  .addOption(mode())
  .action((options: VerifyOptions) => runCommand(() => runVerify(options)));

command
  .command('export')
  .description('Writes a book as it stands at one instant, while the supergraph may serve.')
  .requiredOption('--ledger <id>', 'the book: ldg_…')
  .addOption(tenant())
  .addOption(new Option('--format <format>', 'how').choices(['csv', 'jsonl']).default('csv'))
  .addOption(
    new Option('--what <what>', 'which part of it')
      .choices(['accounts', 'transactions', 'all'])
      .default('transactions'),
  )
  .option('--out <file>', 'where to; all as csv is a folder', '-')
  .option('--escape-formulas', 'for spreadsheets: text that one would run gets an apostrophe before it')
  .addOption(mode())
  .action((options: ExportOptions) => runCommand(() => runExport(options)));

command
  .command('import')
  .description(
    'Posts accounts and transactions from CSV through the API of the running supergraph, when all of it is valid. ' +
      'Again: goes on where it ended.',
  )
  .option('--ledger <id>', 'into this book')
  .option('--name <name>', 'into a book of this name, which the first import opens')
  .addOption(tenant())
  .option('--accounts <file>', 'the chart of accounts')
  .option('--transactions <file>', 'one row a posting')
  .option('--dry-run', 'only says whether the files are valid')
  .option('--override', 'posts below floors too, which marks the transactions')
  .action((options: ImportOptions) => runCommand(() => runImport(options)));

command.addHelpText(
  'after',
  `
docs/ledger-cli.md has the columns of the files. KEYS_DIR names the folder of the ledger's key, which verify needs, if it
is not the local stack's.

Examples:
  npm run ledger -- verify
  npm run --silent ledger -- export --ledger ldg_0199… > transactions.csv
  npm run ledger -- export --ledger ldg_0199… --what all --out book
  npm run ledger -- import --name Copy --accounts book/accounts.csv --transactions book/transactions.csv`,
);

await command.parseAsync();
