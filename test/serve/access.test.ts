import type { IncomingMessage } from 'node:http'
import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { controlAccess } from '../../src/serve/access.ts'

const asked = (host: string | undefined, more: Record<string, string> = {}) =>
  ({ url: '/', headers: { host, ...more } }) as unknown as IncomingMessage

describe('a workbench served to the network', () => {
  const access = controlAccess({ token: 't', host: '0.0.0.0', cookie: 'ganbench-4700' })

  it.each(['192.168.0.7:4700', '[fe80::1]:4700', 'localhost', hostname(), '0.0.0.0'])('answers to %s', (host) => {
    expect(access.hostAllowed(asked(host))).toBe(true)
  })

  it.each(['evil.example', '192.168.0.7.evil.example', 'a b', '', undefined, '[::1', '1.2.3.4:port'])(
    'does not answer to %s, which a stranger may have pointed here',
    (host) => {
      expect(access.hostAllowed(asked(host))).toBe(false)
    },
  )

  it('is asked by its own pages only, behind a proxy that adds https too', () => {
    const from = (origin: string) => access.originAllowed(asked('gpu:1', { origin }))
    expect(['http://gpu:1', 'https://gpu:1', 'http://gpu', 'http://other:1', 'null'].map(from)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

it('a name that was asked for is answered to', () => {
  const access = controlAccess({ token: 't', host: 'gpu.lab', cookie: 'c' })
  expect(['gpu.lab:4700', 'GPU.lab', 'other.lab'].map((host) => access.hostAllowed(asked(host)))).toEqual([
    true,
    true,
    false,
  ])
})
