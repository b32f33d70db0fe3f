/** Names of services in CQC's exports and workbooks, by the short names of its website and API. */
const shortNames = spelling({
  'acute services with overnight beds': 'Hospital',
  'acute services without overnight beds / listed acute services with or without overnight beds':
    'Clinic',
  'ambulance service': 'Ambulances',
  'blood and transplant service': 'Blood and transplant service',
  'care home service with nursing': 'Nursing homes',
  'care home service without nursing': 'Residential homes',
  'community based services for people who misuse substances':
    'Community services - Substance abuse',
  'community based services for people with a learning disability':
    'Community services - Learning disabilities',
  'community based services for people with mental health needs':
    'Community services - Mental Health',
  'community health care services - nurses agency only': 'Community services - Nursing',
  'community healthcare service': 'Community services - Healthcare',
  'dental service': 'Dentist',
  'diagnostic and/or screening service': 'Diagnosis/screening',
  'doctors consultation service': 'Doctors/GPs',
  'doctors treatment service': 'Doctors/GPs',
  'doctors/gps': 'Doctors/GPs',
  'domiciliary care service': 'Homecare agencies',
  'extra care housing services': 'Supported housing',
  'hospice services': 'Hospice',
  'hospice services at home': 'Home hospice care',
  'hospital services for people with mental health needs, learning disabilities and problems with substance misuse':
    'Hospitals - Mental health/capacity',
  'long term conditions services': 'Long-term conditions',
  'mobile doctors service': 'Mobile doctors',
  'prison healthcare services': 'Prison healthcare',
  'rehabilitation services': 'Rehabilitation (illness/injury)',
  'remote clinical advice service': 'Phone/online advice',
  'residential substance misuse treatment and/or rehabilitation service':
    'Rehabilitation (substance abuse)',
  'shared lives': 'Shared lives',
  'supported living service': 'Supported living',
  'specialist college service': 'Specialist college service',
  'urgent care services': 'Urgent care centres',
});

/** Groups of people served, by the names of CQC's API. */
const peopleServed = spelling({
  'caring for children (0 - 18yrs)': 'Caring for children',
  'children 0-18 years': 'Caring for children',
  'children 0-3 years': 'Caring for children',
  'children 4-12 years': 'Caring for children',
  'children 13-18 years': 'Caring for children',
  'learning disabilities or autistic spectrum disorder': 'Learning disabilities',
  'mental health': 'Mental health conditions',
  'older people': 'Caring for adults over 65 yrs',
  'people detained under the mental health act':
    'Caring for people whose rights are restricted under the Mental Health Act',
  'people who misuse drugs and alcohol': 'Substance misuse problems',
  'people with an eating disorder': 'Eating disorders',
  'physical disability': 'Physical disabilities',
  'sensory impairments': 'Sensory impairment',
  'whole population': 'Services for everyone',
  'younger adults': 'Caring for adults under 65 yrs',
  dementia: 'Dementia',
});

/** Other names, in small letters, with the names themselves: headers change capitals. */
function spelling(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const own = Object.values(names).map((name) => [name.toLowerCase(), name] as const);
  return new Map([...own, ...Object.entries(names)]);
}

/** One spelling for what CQC's files name in three ways. */
export function serviceName(name: string): string {
  return shortNames.get(name.toLowerCase()) ?? name;
}

/** One spelling for whom a service is for. */
export function specialismName(name: string): string {
  return peopleServed.get(name.toLowerCase()) ?? name;
}

const careHomes = ['Residential homes', 'Nursing homes'];

/** Whether services, by their short names, are those of a care home. */
export function isCareHome(serviceTypes: readonly string[]): boolean {
  return serviceTypes.some((type) => careHomes.includes(type));
}
