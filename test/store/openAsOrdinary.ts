/** Opens the libraries given and prints each refusal, as a user whom permissions bind: they don't bind root. */
import { openDatabase } from '../../src/store/database.ts'

// SQLite's binary is loaded by the first opening; another user might not be allowed to read it.
openDatabase(':memory:').close()
if (process.getuid?.() === 0) process.setuid?.(65534)
for (const file of process.argv.slice(2)) {
  try {
    openDatabase(file).close()
    console.log('opened')
  } catch (error) {
    console.log((error as Error).message)
  }
}
