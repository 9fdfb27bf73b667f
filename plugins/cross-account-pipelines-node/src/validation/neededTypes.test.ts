import { neededTypes } from './neededTypes';

describe('neededTypes', () => {
  it('names the types that a template writes out, each once', () => {
    expect(
      neededTypes(`
Resources:
  Key: {Type: AWS::KMS::Key}
  Other: {"Type": "AWS::KMS::Key"}
  Own: {Type: Acme::Network::Firewall}
  Custom: {Type: Custom::Cleaner, Properties: {ServiceToken: !Ref 'AWS::Region'}}
`),
    ).toEqual(['AWS::KMS::Key', 'Acme::Network::Firewall']);
  });

  it.each([
    ['a transform', 'Transform: AWS::Serverless-2016-10-31'],
    ['a transform within', "Name: {'Fn::Transform': {Name: AWS::Include}}"],
    ['a module', 'Type: Acme::Storage::Bucket::MODULE'],
    ['an escape', '{"Type": "AWS\\u003a\\u003aS3::Bucket"}'],
  ])('cannot tell them from a template with %s', (_, text) => {
    expect(neededTypes(text)).toBeUndefined();
  });
});
