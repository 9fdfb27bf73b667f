export * from './collectEstate';
export * from './listThings';
