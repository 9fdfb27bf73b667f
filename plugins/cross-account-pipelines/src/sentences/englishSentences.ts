import { rules } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type CauseId,
  causes,
  phrases,
  type RuleId,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

type SentenceId =
  | keyof typeof phrases
  | `rule.${RuleId}`
  | `cause.${CauseId}.${'sentence' | 'change'}`;

/** What the engine's registers say, under one id each. */
export const englishSentences = {
  ...phrases,
  ...Object.fromEntries(
    Object.entries(rules).map(([id, { title }]) => [`rule.${id}`, title]),
  ),
  ...Object.fromEntries(
    Object.entries(causes).flatMap(([id, { sentence, change }]) => [
      [`cause.${id}.sentence`, sentence],
      [`cause.${id}.change`, change],
    ]),
  ),
} as { [Id in SentenceId]: string };
