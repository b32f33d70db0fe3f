import type { Role } from '@app/officers';
import { Command, Option } from 'commander';

/** Tells the caller with which status the process should end. */
type Report = (exitStatus: number) => void;

/**
 * The command line. Each verb's own code is loaded only when it is asked for, so that a simulation
 * does not wait for the web server.
 */
export function program(report: Report): Command {
  const caseload = new Command('caseload')
    .description('Tracks care homes’ NHSmail applications and reminds people in time.')
    .exitOverride()
    .showHelpAfterError();

  caseload
    .command('start')
    .description('run everything: database, pages and worker')
    .option('--empty', 'without the practice caseload')
    .action(async (options: { empty?: boolean }) => {
      const { startVerb } = await import('./verbs/start.js');
      report(await startVerb({ empty: options.empty ?? false }));
    });

  caseload
    .command('migrate')
    .description('bring the database up to date')
    .action(async () => {
      const { migrateVerb } = await import('./verbs/migrate.js');
      report(await migrateVerb());
    });

  caseload
    .command('import <kind> <file>')
    .description('import a register file; KIND is cqc')
    .option('--dry-run', 'check and count, but change nothing')
    .option('--json', 'print the result as JSON')
    .action(async (kind: string, file: string, options: { dryRun?: boolean; json?: boolean }) => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { importVerb } = await import('./verbs/import.js');
      const { dryRun = false, json = false } = options;
      report(await onMigrated((context) => importVerb(context, kind, file, { dryRun, json })));
    });

  caseload
    .command('simulate <file>')
    .description('run one case forward on paper; FILE.ndjson holds one simulation a line')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: { json?: boolean }) => {
      const { simulateVerb } = await import('./verbs/simulate.js');
      report(await simulateVerb(file, options));
    });

  caseload
    .command('forecast')
    .description('the letters, tasks and ends to come if nobody records anything')
    .requiredOption('--days <n>', 'how many days, today the first of them', Number)
    .option('--json', 'print the result as JSON')
    .option('--letters', 'with every letter as it would be sent')
    .action(async (options: { days: number; json?: boolean; letters?: boolean }) => {
      const { forecastVerb } = await import('./verbs/forecast.js');
      report(await forecastVerb(options));
    });

  caseload
    .command('practice')
    .description('make a practice caseload of invented homes')
    .requiredOption('--homes <n>', 'how many homes', Number)
    .requiredOption('--seed <s>', 'the same seed makes the same homes', Number)
    .option('--days <d>', 'how long they live, up to yesterday', Number, 120)
    .action(async (options: { homes: number; seed: number; days: number }) => {
      const { practiceVerb } = await import('./verbs/practice.js');
      report(await practiceVerb(options));
    });

  caseload
    .command('audit')
    .description('replay all facts and report every stored row that differs')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const { auditVerb } = await import('./verbs/audit.js');
      report(await auditVerb(options));
    });

  const officer = caseload.command('officer').description('the people who use Caseload');
  officer
    .command('add <email>')
    .description('add an officer and print a sign-in link')
    .requiredOption('--name <name>', 'how letters and pages name them')
    .addOption(
      new Option('--role <role>', 'what they may do')
        .choices(['officer', 'lead', 'viewer'])
        .default('officer'),
    )
    .action(async (email: string, options: { name: string; role: Role }) => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { officerAdd } = await import('./verbs/officer.js');
      report(await onMigrated((context) => officerAdd(context, email, options)));
    });

  const token = caseload.command('token').description('tokens for programs that use the API');
  token
    .command('create')
    .description('print a new token; it is shown only once')
    .requiredOption('--officer <email>', 'whose rights it carries')
    .option('--label <text>', 'what it is for', 'command line')
    .action(async (options: { officer: string; label: string }) => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { tokenCreate } = await import('./verbs/token.js');
      const { officer: officerEmail, label } = options;
      report(await onMigrated((context) => tokenCreate(context, { officerEmail, label })));
    });

  return caseload;
}
