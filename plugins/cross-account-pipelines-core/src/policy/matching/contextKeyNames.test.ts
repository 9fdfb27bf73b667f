import { impliedActions, mayNameKeyFrom, namesKey } from './contextKeyNames';

describe('namesKey', () => {
  it.each([
    ['aws:SourceVpce', 'aws:sourcevpce', true],
    ['aws:SourceVpc', 'aws:sourcevpce', false],
    ['aws:SourceVpcf', 'aws:sourcevpce', false],
    ['aws:SourceVpc*', 'aws:sourcevpce', true],
    ['AWS:*Vpc?', 'aws:sourcevpce', true],
    ['aws:SourceVpce?', 'aws:sourcevpce', false],
  ])('says whether %s stands for %s: %s', (name, key, expected) => {
    expect(namesKey(name, key)).toBe(expected);
  });
});

describe('mayNameKeyFrom', () => {
  it.each([
    ['aws:RequestTag/team', 'aws:requesttag/', true],
    ['aws:Request*', 'aws:requesttag/', true],
    ['aws:ResourceTag/team', 'aws:requesttag/', false],
    ['aws:PrincipalTag/*', 'aws:requesttag/', false],
  ])('says whether %s may begin with %s: %s', (name, beginning, expected) => {
    expect(mayNameKeyFrom(name, beginning)).toBe(expected);
  });
});

describe('impliedActions', () => {
  it.each<[string, string[]]>([
    ['aws:RequestTag/team', ['sts:tagsession']],
    ['aws:TagKeys', ['sts:tagsession']],
    ['sts:TransitiveTagKeys', ['sts:tagsession']],
    ['sts:SourceIdentity', ['sts:setsourceidentity']],
    ['aws:SourceIdentity', ['sts:setsourceidentity']],
    ['aws:RequestTag/*', ['sts:tagsession']],
    ['aws:Request*', ['sts:tagsession']],
    ['aws:RequestTag/te*', ['sts:tagsession']],
    ['sts:*', ['sts:tagsession', 'sts:setsourceidentity']],
    ['*', ['sts:tagsession', 'sts:setsourceidentity']],
    ['aws:Source?dentity', ['sts:setsourceidentity']],
    ['aws:ResourceTag/team', []],
    ['aws:PrincipalTag/*', []],
    ['aws:SourceVpc*', []],
    ['my:aws:TagKeys', []],
    ['kms:*', []],
  ])('says what %s implies', (name, expected) => {
    expect(impliedActions(name)).toEqual(expected);
  });
});
