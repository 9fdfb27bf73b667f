import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Parts that load on demand are compiled while the first test waits for them.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
