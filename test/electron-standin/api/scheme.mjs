/** Chromium knows no scheme of ours, so app://host/path is carried as https://host.app.standin.invalid/path. */
const suffix = 'standin.invalid'

export const toCarried = (address, schemes) =>
  address.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i, (whole, scheme, host) =>
    schemes.has(scheme) ? `https://${host}.${scheme}.${suffix}` : whole,
  )

export const toOwn = (address) =>
  address.replace(/^https:\/\/([^/?#]+)\.([^./?#]+)\.standin\.invalid(?=[/?#]|$)/, '$2://$1')

export const carriedPattern = `https://*.${suffix}/*`
