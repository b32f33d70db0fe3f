import { Register1795000001000 } from './1795000001000-register';
import { Officers1795000002000 } from './1795000002000-officers';
import { Cases1795000003000 } from './1795000003000-cases';
import { Letters1795000004000 } from './1795000004000-letters';
import { Lists1795000005000 } from './1795000005000-lists';
import { RateLimits1795000006000 } from './1795000006000-rate-limits';
import { NightAudit1795000010000 } from './1795000010000-night-audit';
import { PolicyVersions1795000011000 } from './1795000011000-policy-versions';
import { CasePeople1795000012000 } from './1795000012000-case-people';
import { Stalls1795000013000 } from './1795000013000-stalls';
import { NoOrphans1795000014000 } from './1795000014000-no-orphans';
import { LettersForAddresses1795000020000 } from './1795000020000-letters-for-addresses';
import { LetterWording1795000021000 } from './1795000021000-letter-wording';
import { AnswerLinks1795000022000 } from './1795000022000-answer-links';
import { Correspondents1795000023000 } from './1795000023000-correspondents';
import { MailTrouble1795000024000 } from './1795000024000-mail-trouble';
import { InboundMail1795000025000 } from './1795000025000-inbound-mail';
import { PeopleForm1795000026000 } from './1795000026000-people-form';
import { Registers1795000027000 } from './1795000027000-registers';
import { ImportRecords1795000029000 } from './1795000029000-import-records';
import { ProvidersById1795000030000 } from './1795000030000-providers-by-id';
import { DsptDecisions1795000031000 } from './1795000031000-dspt-decisions';
import { Quarantine1795000032000 } from './1795000032000-quarantine';
import { Homes1795000033000 } from './1795000033000-homes';
import { RegisterSearch1795000035000 } from './1795000035000-register-search';
import { ServiceDocuments1795000036000 } from './1795000036000-service-documents';
import { RowsToldAgain1795000037000 } from './1795000037000-rows-told-again';
import { SignIn1795000039000 } from './1795000039000-sign-in';
import { TeamsAndAbsences1795000040000 } from './1795000040000-teams-and-absences';
import { TokenScopes1795000041000 } from './1795000041000-token-scopes';
import { PersonKeys1795000041500 } from './1795000041500-person-keys';
import { Audit1795000042000 } from './1795000042000-audit';
import { Privacy1795000044000 } from './1795000044000-privacy';
import { DecisionsToldAgain1795000046000 } from './1795000046000-decisions-told-again';
import { PutOff1795000047000 } from './1795000047000-put-off';
import { CaseLists1795000048000 } from './1795000048000-case-lists';
import { Bulk1795000049000 } from './1795000049000-bulk';
import { Measures1795000050000 } from './1795000050000-measures';
import { Webhooks1795000051000 } from './1795000051000-webhooks';
import { CalendarFeeds1795000052000 } from './1795000052000-calendar-feeds';
import { MorningLetters1795000053000 } from './1795000053000-morning-letters';
import { CaseHistories1795000054000 } from './1795000054000-case-histories';
import { TodayLists1795000058000 } from './1795000058000-today-lists';
import { ListsToLookThrough1795000059000 } from './1795000059000-lists-to-look-through';
import { ReadChanges1795000060000 } from './1795000060000-read-changes';
import { DashboardCounts1795000061000 } from './1795000061000-dashboard-counts';
import { StalledSinceOpened1795000062000 } from './1795000062000-stalled-since-opened';
import { MorningLettersKept1795000063000 } from './1795000063000-morning-letters-kept';

/** Every change to the schema, oldest first. TypeORM runs those it has not run yet. */
export const migrations = [
  Register1795000001000,
  Officers1795000002000,
  Cases1795000003000,
  Letters1795000004000,
  Lists1795000005000,
  RateLimits1795000006000,
  NightAudit1795000010000,
  PolicyVersions1795000011000,
  CasePeople1795000012000,
  Stalls1795000013000,
  NoOrphans1795000014000,
  LettersForAddresses1795000020000,
  LetterWording1795000021000,
  AnswerLinks1795000022000,
  Correspondents1795000023000,
  MailTrouble1795000024000,
  InboundMail1795000025000,
  PeopleForm1795000026000,
  Registers1795000027000,
  ImportRecords1795000029000,
  ProvidersById1795000030000,
  DsptDecisions1795000031000,
  Quarantine1795000032000,
  Homes1795000033000,
  RegisterSearch1795000035000,
  ServiceDocuments1795000036000,
  RowsToldAgain1795000037000,
  SignIn1795000039000,
  TeamsAndAbsences1795000040000,
  TokenScopes1795000041000,
  PersonKeys1795000041500,
  Audit1795000042000,
  Privacy1795000044000,
  DecisionsToldAgain1795000046000,
  PutOff1795000047000,
  CaseLists1795000048000,
  Bulk1795000049000,
  Measures1795000050000,
  Webhooks1795000051000,
  CalendarFeeds1795000052000,
  MorningLetters1795000053000,
  CaseHistories1795000054000,
  TodayLists1795000058000,
  ListsToLookThrough1795000059000,
  ReadChanges1795000060000,
  DashboardCounts1795000061000,
  StalledSinceOpened1795000062000,
  MorningLettersKept1795000063000,
];
