export * from './fillPhrase';
export * from './Phrase';
export * from './phrases';
export * from './translatePhrases';
export * from './Words';
