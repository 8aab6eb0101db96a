import { main } from './main.ts'
import { allowReadersToLeave } from './terminal.ts'

allowReadersToLeave()
process.exitCode = await main(process.argv)
