import { symlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { request, upgrade } from './http.ts'
import { serveTest } from './serving.ts'

describe('a served page', () => {
  it('is given to whoever brings the token, with a cookie that lets its assets in', async () => {
    const { served, token } = await serveTest()
    const page = await request(served.port, `/?token=${token}`)
    expect([page.status, page.body]).toEqual([200, '<!doctype html><title>the page</title>'])
    const [cookie = ''] = page.headers['set-cookie'] ?? []
    expect(cookie).toBe(`ganbench-${served.port}=${token}; HttpOnly; SameSite=Strict; Path=/`)
    const asset = await request(served.port, '/assets/index.js', { cookie: `other=1; ${cookie.split(';')[0]}` })
    expect([asset.status, asset.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect((await request(served.port, '/', { cookie: cookie.split(';')[0] })).status).toBe(200)
    expect((await request(served.port, '/nothing', { cookie: cookie.split(';')[0] })).status).toBe(404)
  })

  it.each(['/', '/?token=', '/?token=wrong', '/assets/index.js', '//', '/%', '/?%'])(
    'is refused without it: %s',
    async (path) => {
      const { served, token } = await serveTest()
      const answer = await request(served.port, path, { cookie: `ganbench-${served.port + 1}=${token}` })
      expect(answer.status).toBe(403)
      expect(answer.body).toContain('Use the whole address that was printed')
      expect(answer.headers['set-cookie']).toBeUndefined()
    },
  )

  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.0.7',
    'a"b',
  ])('is refused under another name, even with the token: %s', async (host) => {
    const { served, token } = await serveTest()
    const answer = await request(served.port, `/?token=${token}`, { host })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('Not this address')
  })

  it.each(['localhost', 'LOCALHOST:1234', '[::1]:4700', '127.0.0.1'])(
    'is given under a name of loopback: %s',
    async (host) => {
      const { served, token } = await serveTest()
      expect((await request(served.port, `/?token=${token}`, { host })).status).toBe(200)
    },
  )

  it('may load nothing from elsewhere', async () => {
    const { served, token } = await serveTest()
    for (const path of [`/?token=${token}`, '/', '/nothing']) {
      const { headers } = await request(served.port, path)
      const policy = new Map(
        headers['content-security-policy']
          ?.toString()
          .split('; ')
          .map((part) => {
            const [name = '', ...sources] = part.split(' ')
            return [name, sources.join(' ')] as const
          }),
      )
      expect(policy.get('default-src')).toBe("'none'")
      expect(policy.get('script-src')).toBe("'self'")
      expect(policy.get('connect-src')).toBe(`'self' ws://127.0.0.1:${served.port} wss://127.0.0.1:${served.port}`)
      for (const name of ['form-action', 'frame-ancestors', 'base-uri']) expect(policy.get(name)).toBe("'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/..\\secret.json',
    '/a%00b',
  ])('gives no file outside its folder: %s', async (path) => {
    const { served, cookie } = await serveTest()
    const answer = await request(served.port, path, { cookie })
    expect([answer.status, answer.body.includes('secret')]).toEqual([404, false])
  })

  it('follows no link out of its folder', async () => {
    const { served, cookie, folder, page } = await serveTest()
    symlinkSync(join(folder, 'secret.json'), join(page, 'link.json'))
    expect((await request(served.port, '/link.json', { cookie })).status).toBe(404)
  })
})

describe('the page’s WebSocket', () => {
  it('opens for the page itself', async () => {
    const { served, cookie } = await serveTest()
    const origin = `http://127.0.0.1:${served.port}`
    const socket = await upgrade(served.port, '/api', { cookie, origin })
    expect(socket).toBeTypeOf('object')
  })

  it.each([
    ['no token', {}, 403],
    ['another origin', { cookie: true, origin: 'http://evil.example' }, 403],
    ['a page without origin', { cookie: true, origin: 'null' }, 403],
    ['another port’s page', { cookie: true, origin: 'http://127.0.0.1:1' }, 403],
    ['another host', { cookie: true, host: 'evil.example', origin: 'http://evil.example' }, 403],
  ] as const)('is refused for %s', async (_what, { cookie: withCookie, ...headers }: { cookie?: boolean }, status) => {
    const { served, cookie } = await serveTest()
    expect(await upgrade(served.port, '/api', { ...headers, ...(withCookie ? { cookie } : {}) })).toBe(status)
  })

  it('is at /api only', async () => {
    const { served, cookie } = await serveTest()
    expect(await upgrade(served.port, '/other', { cookie })).toBe(404)
  })

  it('survives a peer that sends rubbish or hangs up', async () => {
    const { served, token } = await serveTest()
    for (const bytes of [
      'GET // HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      '\0\0',
    ]) {
      const socket = connect(served.port, '127.0.0.1')
      await new Promise<void>((resolve) =>
        socket
          .on('close', () => resolve())
          .on('error', () => {})
          .resume()
          .end(bytes),
      )
    }
    expect((await request(served.port, `/?token=${token}`)).status).toBe(200)
  })
})
