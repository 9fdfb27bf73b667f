import { getAnnotatedPipelines } from './annotations';

function annotated(annotation?: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      ...(annotation !== undefined && {
        annotations: { 'aws.amazon.com/aws-codepipeline-arn': annotation },
      }),
    },
  };
}

describe('getAnnotatedPipelines', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['a', ['a']],
    [' a ,\n b,,a', ['a', 'b']],
  ])('reads %j as %j', (annotation, names) => {
    expect(getAnnotatedPipelines(annotated(annotation))).toEqual(names);
  });
});
