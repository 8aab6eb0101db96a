import { childPort } from '../../src/contract/ports/child.ts'
import { serveTestService } from './service.ts'

serveTestService(childPort(process))
