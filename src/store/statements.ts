import type { Database, Statement } from 'better-sqlite3'

const prepared = new WeakMap<Database, Map<string, Statement>>()

/** The prepared statement of `sql`, compiled once a connection. `Row` is what its rows look like. */
export function sql<Row>(database: Database, text: string): Statement<unknown[], Row> {
  let statements = prepared.get(database)
  if (!statements) {
    statements = new Map()
    prepared.set(database, statements)
  }
  let statement = statements.get(text)
  if (!statement) {
    statement = database.prepare(text)
    statements.set(text, statement)
  }
  return statement as Statement<unknown[], Row>
}
