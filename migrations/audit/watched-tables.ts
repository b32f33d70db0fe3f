/** What people decide: every change of these stands in the audit. */
export const watchedTables = `
  SELECT audit_watch('officer', 'id');
  SELECT audit_watch('officer_password', 'officer_id');
  SELECT audit_watch('second_factor', 'officer_id', '', 'last_step');
  SELECT audit_watch('recovery_code', 'officer_id');
  SELECT audit_watch('invitation', 'id');
  SELECT audit_watch('officer_identity', 'officer_id');
  SELECT audit_watch('officer_absence', 'id');
  SELECT audit_watch('team', 'id');
  SELECT audit_watch('api_token', 'id', '', 'last_used_at');
  SELECT audit_watch('field_key', 'id');
  SELECT audit_watch('fingerprint_key', 'id');
  SELECT audit_watch('person_key', 'id');

  SELECT audit_watch('contact', 'id');
  SELECT audit_watch('case_person', 'case_id,seq', 'case_id');
  SELECT audit_watch('fact_text', 'case_id,seq', 'case_id');
  SELECT audit_watch('people_form', 'case_id', 'case_id');
  SELECT audit_watch('people_draft', 'case_id,row_key', 'case_id');
  SELECT audit_watch('answer', 'id', 'case_id');
  SELECT audit_watch('correspondent_silence', 'id');

  SELECT audit_watch('policy_version', 'number');
  SELECT audit_watch('letter_wording', 'kind,number');

  SELECT audit_watch('import_run', 'id', '', 'told_at,compare');
  SELECT audit_watch('site_correction', 'id');
  SELECT audit_watch('dspt_inclusion', 'id');
  SELECT audit_watch('dspt_classification', 'id');

  SELECT audit_watch_decisions('application_case', 'id', 'id',
    ARRAY['officer_id', 'earlier_case_id', 'location_id', 'practice']);
  SELECT audit_watch_decisions('task', 'id', 'case_id', ARRAY['settled_by'],
    $$NEW.settled_by <> 'system'$$);
  SELECT audit_watch_decisions('letter', 'id', '', ARRAY['decided_by']);
  SELECT audit_watch_decisions('answer_link', 'id', 'case_id', ARRAY['answered_at', 'revoked_at']);
  SELECT audit_watch_decisions('inbound_message', 'id', '', ARRAY['settled_by'],
    $$NEW.settled_by <> 'system'$$);
  SELECT audit_watch_decisions('import_job', 'id', '',
    ARRAY['accepted_by', 'cancel_asked', 'confirmed']);
  SELECT audit_watch_decisions('quarantined_row', 'id', '', ARRAY['state', 'decided_by', 'location_id']);
  SELECT audit_watch_decisions('home_link', 'id', '', ARRAY['state', 'decided_by']);`;
