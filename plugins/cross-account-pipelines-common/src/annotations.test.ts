import {
  getAnnotatedPipelines,
  getAnnotatedTags,
  isGeneratedEntity,
} from './annotations';

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

describe('getAnnotatedTags', () => {
  it.each([
    [undefined, undefined],
    [' ', undefined],
    [' component=payments\n', 'component=payments'],
    [',', ','],
  ])('reads %j as %j', (text, tags) => {
    const entity = annotated();
    expect(
      getAnnotatedTags({
        ...entity,
        metadata: {
          ...entity.metadata,
          ...(text !== undefined && {
            annotations: { 'aws.amazon.com/aws-codepipeline-tags': text },
          }),
        },
      }),
    ).toBe(tags);
  });
});

describe('isGeneratedEntity', () => {
  const managedBy = (location: string) => ({
    ...annotated(),
    metadata: {
      name: 'payments',
      annotations: { 'backstage.io/managed-by-location': location },
    },
  });

  it('tells the entities of this suite from those of people', () => {
    expect(isGeneratedEntity(managedBy('cross-account-pipelines:arn'))).toBe(
      true,
    );
    expect(
      isGeneratedEntity(managedBy('url:https://x/cross-account-pipelines:a')),
    ).toBe(false);
    expect(isGeneratedEntity(annotated())).toBe(false);
  });
});
