export * from './collectEstate';
