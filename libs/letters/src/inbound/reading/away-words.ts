/** Each says that somebody is not there. */
const absent: readonly RegExp[] = [
  /\b(?:i am|i.m|i will be|i.ll be|we are|we will be|am|is|are|be) (?:currently |now |presently |away |still |all |both )*(?:out of (?:the |my )?(?:office|home)|away\b|on (?:\w+ ){0,2}(?:leave|holiday|holidays|vacation)|not (?:in|at|available|working|on shift)\b|off (?:work|sick|duty|until|today|this|on)|unavailable|on a (?:training )?course|on shift again)|\btaking (?:some |a few days of? ?|a bit of |a )?(?:time off|break|leave|holiday|days off)|\ba (?:week|fortnight|few days|day) off\b|\bwon.t (?:see|be (?:seeing|reading|checking))\b|\bnot being (?:looked at|read|checked)/i,
  /\b(?:currently|presently) (?:out of|away|on (?:\w+ ){0,2}leave|on holiday|not (?:in|at|available|working)|unavailable|off\b)|\bout of (?:the )?office\b/i,
  /\b(?:annual|maternity|paternity|parental|adoption|sick|compassionate|long[- ]term|carer.s) leave\b|\bon holiday\b/i,
  /\b(?:limited|no|intermittent|little|not have|without|reduced) (?:\w+ )?access to (?:my |the |this )?(?:e-?mails?|inbox|mailbox|messages)|not (?:be )?(?:checking|monitoring|picking up|reading|able to (?:check|read|answer|access|respond))\b|emails? (?:is|are|will) not (?:be )?(?:monitored|checked|read|forwarded)/i,
  /\b(?:return|returning|back|be back) (?:to |in |at )?(?:the )?(?:office|work|my desk|duty)?\s?(?:on|from|after|until)?\b.{0,20}(?:\d|monday|tuesday|wednesday|thursday|friday|tomorrow|new year)/i,
  /\bmy (?:normal |usual |regular )?(?:working|work) (?:days|hours|pattern)\b|\bi (?:only )?work (?:part[- ]time|monday|tuesday|wednesday|thursday|on )|\bnon[- ]working day/i,
  /\b(?:we|office|offices|home office|admin team) (?:are|is|will be|will) (?:now )?closed?\b.{0,40}(?:christmas|easter|bank holiday|until|new year|from)/is,
  /\b(?:allan o.r swyddfa|ar wyliau|ar (?:gyfnod|seibiant)|nid wyf yn (?:y )?(?:swyddfa|gweithio)|i ffwrdd (?:o|tan|hyd|rhwng))\b|ddim yn y swyddfa/i,
  /\b(?:nicht im (?:büro|haus|hause)|im urlaub|abwesend|außer haus|nicht erreichbar|nicht am arbeitsplatz)\b/i,
  /\b(?:absente?(?: du bureau)?|en (?:congés?|vacances|déplacement)|pas au bureau)\b/i,
  /\b(?:ik ben (?:momenteel |niet )|afwezig|fuera de la oficina|de vacaciones|poza biurem|na urlopie|in concediu)\b/i,
];

/** Each goes with being away, but alone says nothing of it. */
const besides: readonly RegExp[] = [
  /\bin my absence\b|\bwhil(?:e|st) i(?:.m| am) (?:away|off|on leave)\b|\bduring this time\b/i,
  /\b(?:urgent|urgently|emergency|emergencies|immediate (?:assistance|attention|help|response)|can.?not wait)\b.{0,120}\b(?:contact|call|ring|phone|e-?mail|speak|telephone|text)\b/is,
  /\b(?:respond|reply|replies|answer|deal|get back|attend|come back|read|action)\b.{0,60}\b(?:on|upon|when|after|as soon as) (?:i |my |we )?(?:return|am back|get back|are back|.m back)/is,
];

/** Somebody is gone for good: the address goes on, the person does not. */
const goneForGood =
  /\b(?:no longer (?:works?|working|employed|with|at|an employee|in post|manages)|has (?:now )?left (?:the |our |this )?(?:company|organisation|employment|home|business|service|team|us)|i have (?:now )?left\b|(?:mailbox|account|e-?mail address|address|inbox) is (?:no longer|not) (?:in use|used|monitored|active|checked))/i;

/** Each says that something was received, by nobody in particular. */
const received: readonly RegExp[] = [
  /\b(?:we|i|have|has|been|was)\b.{0,20}\b(?:received|receipt of) (?:your |an? |the )?(?:recent )?(?:e-?mail|message|enquiry|inquiry|request|correspondence|mail|submission|application|referral)\b|\b(?:e-?mail|message|enquiry|request|correspondence) (?:has been|was|have been) (?:safely )?(?:received|logged|registered|passed|forwarded|created|assigned)/i,
  /\bthank(?:s| you) (?:very much )?for (?:your (?:e-?mail|message|enquiry|inquiry|interest|correspondence)|contacting|getting in touch|e-?mailing|writing|reaching out)|\b(?:messages?|e-?mails?) (?:has|have|will) (?:reached|reach|be read)\b|\bmessages are (?:read|answered|dealt with|monitored)/i,
  /\b(?:we|team|someone|somebody|colleague|member|staff|advisor)\b.{0,60}\b(?:aim|endeavour|try|will|shall|hope)\b.{0,40}\b(?:respond|reply|answer|get back|be in touch|contact you|come back|deal|review)\b.{0,60}\b(?:within|soon|shortly|as quickly|in due course|possible|\d+ (?:working )?(?:days|hours))/is,
  /\b(?:ticket|reference|case|incident|request|enquiry|call)\s*(?:number|no\.?|id|ref(?:erence)?|#)?\s*(?:is|:|#)\s*[\w-]*\d/i,
  /\b(?:automat(?:ed|ic)(?:ally)?(?:[- ]generated)?|auto[- ]?generated|auto[- ]?(?:reply|response)|system[- ]generated) (?:e-?mail|message|response|reply|acknowledg\w+|notification|confirmation|mail|answer|e-mail)?|\bgenerated automatically\b/i,
  /\b(?:please )?do(?:n.t| not) (?:reply|respond) (?:to|directly)\b|\bun(?:monitored|attended) (?:mailbox|address|inbox)|\bnot (?:monitored|read by|checked)\b/i,
  /\b(?:our |the )?(?:office|opening|service) (?:hours|times) are\b|\bopen (?:from )?(?:monday|mon) (?:to|-|–) (?:friday|fri|saturday|sunday)/i,
  /\b(?:wedi derbyn eich (?:e-?bost|neges)|ihre (?:e-?mail|nachricht|anfrage) (?:ist|wurde|haben)|votre (?:message|demande|courriel) a (?:bien )?été)/i,
];

const sayingItself =
  /\b(?:this is an? (?:auto\w*|system)[- ]?\w*\s?(?:e-?mail|message|response|reply|acknowledg\w+|notification|answer)?|automat(?:ed|ic)(?:ally generated)? (?:acknowledg\w+|response|reply|e-?mail|message)|auto[- ]?reply|auto[- ]?response|auto[- ]?generated|neges awtomatig|automatisch (?:erstellt|generiert)|réponse automatique|message automatique)\b/i;

const count = (patterns: readonly RegExp[], text: string): number =>
  patterns.filter((pattern) => pattern.test(text)).length;

/** Only the beginning says what a message is. */
const seen = (text: string): string => text.slice(0, 3_000);

/** How many different ways of saying "I am not there" the text uses; 0 when it only goes round it. */
export function awayCount(text: string): number {
  const sure = count(absent, seen(text));
  return sure === 0 ? 0 : sure + count(besides, seen(text));
}

/** How many different ways of saying "it was received" the text uses. */
export const receivedCount = (text: string): number => count(received, seen(text));

export const saysItIsAutomatic = (text: string): boolean => sayingItself.test(seen(text));

export const saysGoneForGood = (text: string): boolean => goneForGood.test(seen(text));
