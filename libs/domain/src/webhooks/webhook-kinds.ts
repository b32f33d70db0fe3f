/** What a webhook can be told of, with what it means. `webhook.test` comes only when somebody asks. */
export const webhookKinds = {
  'case.opened': 'A case was opened',
  'fact.recorded': 'A fact was recorded, or fired by a date',
  'stage.changed': 'A case came to another stage',
  'case.changed': 'A date or flag of a case moved without a fact: new rules, or a follow-up gone',
  'case.stalled': 'A case has stalled',
  'letter.sent': 'A letter was taken by a mail server',
  'letter.bounced': 'A letter was refused by a mail server',
  'task.raised': 'A task was raised',
  'task.done': 'A task was done or withdrawn',
  'import.done': 'A register file was brought in',
} as const;

export type WebhookKind = keyof typeof webhookKinds;

export const webhookKindNames = Object.keys(webhookKinds) as WebhookKind[];

export const isWebhookKind = (name: string): name is WebhookKind =>
  Object.hasOwn(webhookKinds, name);

/** Sent by a lead to see whether the address answers. */
export const testKind = 'webhook.test';
