export * from './collectEstate';
export * from './listThings';
export { lookUpEstate, type LookUpEstateOptions } from './lookUpEstate';
export * from './OrganizationAccounts';
export * from './readTaggedPipelines';
