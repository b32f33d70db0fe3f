import { type Found, placesOf, type Rule } from './found';

const label = String.raw`(?<![a-z])(?:security answer|account secret|memorable (?:word|information|date|place|name)|(?:mother'?s )?maiden name|answer to (?:the|her|his|their|my|our) security question)(?![a-z])`;
const said = new RegExp(
  `${label}(?:\\s*(?:[:=])|\\s+(?:is|was)\\b)[\\s"']*(?<value>[^\\s"',.;]{3,40})`,
  'dgi',
);
const asked =
  /security question[^\n]{0,60}?\banswer\b\s*(?:[:=]|is|was)[\s"']*(?<value>[^\s"',.;]{3,40})/dgi;

/** Words that tell of an answer without being one. */
const noAnswer =
  /^(?:\[.*|\*+|x+|not|now|never|none|unknown|known|set|unset|kept|asked|needed|required|forgotten|lost|changed|reset|still|being|yes|the|to|in|on|by|with|what|something|yours?|private|secret|safe|chosen|later|n\/a|tbc|only)$/i;

/** Answers to security questions, and NHSmail's account secret, which replaced them. */
export const securityAnswers: Rule = (text) => {
  const found: Found[] = [];
  for (const pattern of [said, asked])
    for (const { start, end, value } of placesOf(pattern, text))
      if (!noAnswer.test(value)) found.push({ kind: 'security-answer', start, end });
  return found;
};
