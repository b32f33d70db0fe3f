const fromFiles =
  'comes from a register file or service, whose import stands in the audit by digest';
const fromFacts = 'follows from the facts, and is read a second time each night';
const madeAgain = 'follows from the facts, and is made again whenever it lags behind them';
const signIn = 'how far a sign-in is: what comes of it stands in the audit';
const work = 'how far work of the program is';

/** Tables whose changes no trigger writes down, each with the reason. */
export const unwatchedTables: Readonly<Record<string, string>> = {
  audit_entry: 'the audit itself',
  audit_chain: 'the audit itself',
  audit_head: 'the audit itself',
  audit_anchor: 'the audit itself',
  audit_pepper: 'the audit itself',
  migration: 'which changes of the schema have been made',

  retention_run: 'counts of a run; what it erased stands in erasure, which is watched',

  follow_up: fromFacts,
  put_off: fromFacts,
  case_history: madeAgain,
  case_stage: madeAgain,
  case_passcode: madeAgain,
  case_submission: madeAgain,
  letter_part: fromFacts,
  register_news: fromFacts,
  read_change: 'when rows that are watched, or come from files or facts, changed last',
  correspondent: 'sums up the silences of an address, which are watched',

  provider: fromFiles,
  site: fromFiles,
  dspt_status: fromFiles,
  dspt_publication: fromFiles,
  ods_organisation: fromFiles,
  register_change: fromFiles,
  import_record: fromFiles,
  import_file: fromFiles,
  import_preview: fromFiles,
  quarantined_again: fromFiles,
  register_word: fromFiles,
  quality_finding: fromFiles,
  quality_review: fromFiles,
  service_document: fromFiles,
  register_service: fromFiles,

  session: signIn,
  sign_in_link: signIn,
  oidc_attempt: signIn,
  officer_seen: 'when an officer last signed in, which stands in the audit too',
  rate_limit: 'counts tries',
  idempotency_key: 'first answers to repeated requests, which changed what is watched',

  policy_preview: 'what a draft would change, worked out anew for each',
  policy_preview_case: 'what a draft would change, worked out anew for each',
  bulk_row: 'how far each case of a bulk action is: what was recorded of it stands in the audit',
  inbound_mailbox: work,
  inbound_raw: 'a message as it came, kept until it is read; what became of it is watched',
  inbound_message_case: 'where a message is filed: the message is watched',
  inbound_attachment: 'comes with a message',
  mail_halt: work,
  morning_letter: 'what became of the letters that officers have in the morning',
  webhook_progress: work,
  webhook_event: 'what is to be told to webhooks: it repeats facts, letters, tasks and imports',
  webhook_delivery: 'what was told to webhooks: it repeats facts, letters, tasks and imports',
  webhook_stall: work,
  mail_pace: work,
  night_audit: work,
};
