import type { Role } from '@app/officers';
import { requestScope } from '@app/platform';
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
    .showHelpAfterError()
    .hook('preAction', (_, action) => {
      const group = action.parent === caseload ? '' : (action.parent?.name() ?? '');
      const verb = `${group} ${action.name()}`.trim();
      requestScope.enterWith({ actor: `command:${verb}`, via: 'command', why: verb });
    });

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

  imports(caseload, report);

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

  audits(caseload, report);

  keys(caseload, report);

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

  officer
    .command('reset <email>')
    .description('take password and second factor away, and print a sign-in link')
    .action(async (email: string) => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { officerReset } = await import('./verbs/officer-reset.js');
      report(await onMigrated((context) => officerReset(context, email)));
    });

  const token = caseload.command('token').description('tokens for programs that use the API');
  token
    .command('create')
    .description('print a new token; it is shown only once')
    .requiredOption('--officer <email>', 'whose rights it carries')
    .option('--label <text>', 'what it is for', 'command line')
    .option('--scope <scopes>', 'what it may do: all, read, write, import, aggregates', 'all')
    .action(async (options: { officer: string; label: string; scope: string }) => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { tokenCreate } = await import('./verbs/token.js');
      const { officer: officerEmail, label } = options;
      const scopes = options.scope.split(',').map((scope) => scope.trim());
      report(await onMigrated((context) => tokenCreate(context, { officerEmail, label, scopes })));
    });

  return caseload;
}

/** The second reading of all cases, and the chain of who changed or saw what. */
function audits(caseload: Command, report: Report): void {
  const audit = caseload
    .command('audit')
    .description('replay all facts, report every stored row that differs, and verify the audit')
    .option('--json', 'print the result as JSON')
    .action(async (options: { json?: boolean }) => {
      const { auditVerb } = await import('./verbs/audit.js');
      report(await auditVerb(options));
    });
  audit
    .command('verify')
    .description('verify who changed or saw what alone, and name the first bad row')
    .option('--json', 'print the result as JSON')
    .action(async (_: unknown, command: Command) => {
      const { auditVerifyVerb } = await import('./verbs/audit.js');
      // The parent knows the option too, and takes it for itself.
      report(await auditVerifyVerb(command.optsWithGlobals<{ json?: boolean }>()));
    });
}

interface ImportFlags {
  dryRun?: boolean;
  json?: boolean;
  asOf?: string;
  confirmFewer?: boolean;
}

/** Files that bring the registers up to date. */
function imports(caseload: Command, report: Report): void {
  caseload
    .command('import <kind> <file>')
    .description(
      'import a register file, or a folder of JSON files; KIND is cqc, dspt, ods, line-by-line, ' +
        'bank-holidays, or any to find it out. "import undo ID" takes an import back',
    )
    .option('--dry-run', 'check and count, but change nothing')
    .option('--json', 'print the result as JSON')
    .option('--as-of <day>', 'the day its data speak of, YYYY-MM-DD, when the file does not say it')
    .option('--confirm-fewer', 'far fewer rows than last time are right')
    .action(async (kind: string, file: string, flags: ImportFlags) => {
      const { dryRun = false, json = false, asOf, confirmFewer = false } = flags;
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { withImportServices } = await import('./verbs/import-services.js');
      const { importVerb, refuseKind } = await import('./verbs/import.js');
      if (kind !== 'undo' && refuseKind(kind, process.stderr)) return report(2);
      const { importUndoVerb } = await import('./verbs/import-undo.js');
      report(
        await onMigrated((context) =>
          withImportServices(context, (services) => {
            if (kind === 'undo') return importUndoVerb(services, file);
            const onInterrupt = (stop: () => void): void => context.interruption.onFirst(stop);
            const options = { dryRun, json, asOf, confirmFewer };
            return importVerb({ ...services, onInterrupt }, kind, file, options);
          }),
        ),
      );
    });

  caseload
    .command('imports')
    .description('the newest imports, with the id that "import undo" wants')
    .option('--limit <n>', 'how many, up to 200', Number, 20)
    .option('--json', 'print them as JSON')
    .action(async ({ limit, json = false }: { limit: number; json?: boolean }) => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { importsVerb } = await import('./verbs/import-list.js');
      report(await onMigrated((context) => importsVerb(context, { json, limit })));
    });
}

/** The keys that stored values are sealed by. */
function keys(caseload: Command, report: Report): void {
  const verbs = caseload.command('keys').description('the keys that stored values are sealed by');
  verbs
    .command('rotate')
    .description('seal everything by FIELD_KEY that FIELD_KEY_OLD sealed, while all else runs')
    .action(async () => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { keysRotate } = await import('./verbs/keys.js');
      report(await onMigrated(keysRotate));
    });
  verbs
    .command('status')
    .description('which keys seal what, and whether every value opens')
    .option('--json', 'print it as JSON')
    .action(async (options: { json?: boolean }) => {
      const { onMigrated } = await import('./verbs/on-migrated.js');
      const { keysStatusVerb } = await import('./verbs/keys.js');
      report(await onMigrated((context) => keysStatusVerb(context, options)));
    });
}
