import type { Migration } from '../migrate.ts'
import { runs } from './001Runs.ts'
import { series } from './002Series.ts'
import { pictures } from './003Pictures.ts'
import { checkpoints } from './004Checkpoints.ts'
import { data } from './005Data.ts'
import { forks } from './006Forks.ts'
import { engines } from './007Engines.ts'

/** Every change of the schema there has been, oldest first; a library holds the number of the last one it has had. */
export const migrations: readonly Migration[] = [runs, series, pictures, checkpoints, data, forks, engines]
