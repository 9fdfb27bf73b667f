export * from './fillPhrase';
export * from './Phrase';
export * from './phrases';
export * from './translatePhrases';
export type { UnseenPhraseId } from './unseenPhrases';
export * from './Words';
