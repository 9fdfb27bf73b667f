export * from './requireAccountPermission';
export * from './requireEntityPermission';
