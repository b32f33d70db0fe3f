import { missing, type Question, question, section, seed, warning } from './gap';

const odsRule = 'The application takes the site’s own ODS code, V and four more characters.';
const odsSource = section(2, 'ODS site code');

/** Is the ODS code the site's own, and does it stand at the postcode CQC holds? */
export const odsQuestions: readonly Question[] = [
  question('odsCode', {
    site: null,
    none: missing(
      'ods-code-missing',
      'officer',
      'Look up the site’s ODS code by its postcode, and record it; if there is none, ask the helpdesk about existing accounts first.',
      odsRule,
      odsSource,
    ),
    headquarters: missing(
      'ods-code-headquarters',
      'provider',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} is your headquarters’ code: what is the site’s own, which starts with V?`,
      odsRule,
      odsSource,
    ),
    'new-style': warning(
      'ods-code-new-style',
      'officer',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} is a new-style ODS code: check that it is this site’s.`,
      odsRule,
      section(2, 'New-style ODS code'),
    ),
    other: warning(
      'ods-code-other-kind',
      'provider',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} is a code of another kind of organisation: ask for the one that starts with V.`,
      odsRule,
      section(2, '8 and four more'),
    ),
    impossible: missing(
      'ods-code-impossible',
      'officer',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} cannot be a care site’s ODS code: find the right one, which starts with V.`,
      odsRule,
      odsSource,
    ),
  }),
  question(
    'odsRegister',
    {
      agrees: null,
      differs: warning(
        'ods-code-differs',
        'officer',
        ({ state, site }) =>
          `CQC’s register shows ${site.odsCode ?? ''}, not ${state.odsCode?.code ?? ''}: check which is this site’s.`,
        'ODS codes follow CQC’s record; a change of owner may change them.',
        section(2, 'CQC'),
      ),
    },
    ['odsCode'],
  ),
  question(
    'odsPostcode',
    {
      agrees: null,
      differs: missing(
        'postcode-differs',
        'register',
        ({ site }) =>
          `ODS shows another postcode than CQC${site.postcode ? ` (${site.postcode})` : ''}: please have CQC correct the address; ODS follows within about a month.`,
        'The portal finds the ODS code by the postcode CQC holds.',
        `${seed}; ${section(2, 'ODS')}`,
      ),
      'not-compared': missing(
        'postcode-not-compared',
        'officer',
        ({ site }) =>
          `Compare the postcode ODS shows for the code with CQC’s${site.postcode ? `, ${site.postcode}` : ''}, and record whether they agree.`,
        'The portal finds the ODS code by the postcode CQC holds.',
        `${seed}; ${section(2, 'ODS')}`,
      ),
    },
    ['odsCode'],
  ),
];
