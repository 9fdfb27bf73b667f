import { tryEmulator } from './tryEmulator';

tryEmulator()
  .then(results => {
    process.stdout.write(`${JSON.stringify(results)}\n`);
    process.exit(0);
  })
  .catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
