const reasons: Record<string, string> = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'that disk is read-only',
  ENOTDIR: 'a part of that path is a file, not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'there is a file of that name',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the path is too long',
  ENOENT: 'its folder does not exist',
}

/** Why the operating system refused a file or folder, in words; `own` are those that fit the case better, by code. */
export function systemReason(error: unknown, own: Record<string, string> = {}): string {
  const { code, message } = error as NodeJS.ErrnoException
  return own[code ?? ''] ?? reasons[code ?? ''] ?? message
}
