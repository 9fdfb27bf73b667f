export { awsReference } from './awsReference';
