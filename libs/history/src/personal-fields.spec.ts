import { factTypes } from '@app/domain';
import { personalFieldsOf } from './personal-fields';

it.each(Object.entries(factTypes))('%s names each of its fields that is personal', (type, spec) => {
  const fields = Object.keys(spec.fields.shape);
  expect(personalFieldsOf(type)).toEqual(
    ['person', 'mobile', 'email', 'job'].filter((field) => fields.includes(field)),
  );
});

it('knows nothing personal of what the machine records', () => {
  expect(personalFieldsOf('follow-up-fired')).toEqual([]);
});
