import { config as readEnvironmentFile } from 'dotenv';
import { createProgram, withImplied } from './program.ts';

readEnvironmentFile({ quiet: true });

void createProgram().parseAsync(withImplied(process.argv.slice(2)), { from: 'user' });
