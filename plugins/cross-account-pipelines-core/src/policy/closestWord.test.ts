import { closestWord, mostSlips } from './closestWord';

describe('the word that was meant', () => {
  it.each([
    ['codepipline', ['codepipeline', 'codebuild'], 'codepipeline'],
    ['CodePipeline', ['codepipeline'], 'codepipeline'],
    ['codepipeline', ['CODEPIPELINE'], 'CODEPIPELINE'],
    // The nearest, and the first of those that are as near.
    ['abcdef', ['abcxyf', 'abcdxf', 'abcdef'], 'abcdef'],
    ['abcdef', ['abcdex', 'abcdey'], 'abcdex'],
    // A third of it may be wrong, and one letter of a short one.
    ['abcdef', ['abcdxy'], 'abcdxy'],
    ['abcdef', ['abcxyz'], undefined],
    ['abcdef', ['abcdefgh'], 'abcdefgh'],
    ['abcdef', ['abcdefghi'], undefined],
    ['ab', ['ax'], 'ax'],
    ['ab', ['xy'], undefined],
    ['abc', [], undefined],
  ])('%s among %j is %s', (written, words, meant) => {
    expect(closestWord(written, words)).toBe(meant);
  });

  it.each([
    ['lambd', 1],
    ['codebui', 1],
    ['codebuil', 2],
    ['codepipline', 2],
  ])('may differ from %s by %d when it is a slip', (written, most) => {
    expect(mostSlips(written)).toBe(most);
  });

  it('differs by no more than is said', () => {
    expect(closestWord('codebuild', ['codebxxxd'], 2)).toBeUndefined();
    expect(closestWord('codebuild', ['codebxxld'], 2)).toBe('codebxxld');
  });
});
