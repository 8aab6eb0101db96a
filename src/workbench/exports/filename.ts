/** A file name from a run's name: letters, digits and dashes only, so that every file system takes it. */
export function exportName(runName: string, suffix: string, extension: string): string {
  const plain = runName
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  // Cut by characters, not by halves of them; short enough for a limit of 255 bytes.
  const short = [...plain].slice(0, 40).join('').replace(/-+$/, '')
  return `${short || 'run'}-${suffix}.${extension}`
}
