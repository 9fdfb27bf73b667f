describe('titleOf', () => {
  afterEach(() => jest.resetModules());

  it('can be translated', async () => {
    const { titleOf } = await import('./titleOf');
    expect(titleOf('tab')).toEqual({
      ref: expect.any(Function),
      key: 'tab.title',
    });
  });

  it('is a text where the frontend system takes no other', async () => {
    jest.doMock('@backstage/frontend-plugin-api', () => ({
      createTranslationRef: ({ id }: { id: string }) => ({ id }),
    }));
    await jest.isolateModulesAsync(async () => {
      const earlier = await import('./titleOf');
      expect(earlier.titleOf('tab')).toBe('Pipelines');
      expect(earlier.titleOf('fleet')).toBe('Pipelines');
    });
  });
});
