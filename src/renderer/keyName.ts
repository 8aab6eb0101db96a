const aliases: Record<string, string> = {
  ' ': 'space',
  arrowleft: 'left',
  arrowright: 'right',
  arrowup: 'up',
  arrowdown: 'down',
  escape: 'esc',
  delete: 'del',
}

/** The name of a pressed key: "shift+s", "ctrl+enter" (⌘ counts as Ctrl), "space", "left", "?", "[". */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const lower = event.key.toLowerCase()
  const key = aliases[lower] ?? lower
  // A sign such as ? or + already says that Shift was held.
  const sign = key.length === 1 && !/[a-z0-9]/.test(key)
  return [
    event.ctrlKey || event.metaKey ? 'ctrl+' : '',
    event.altKey ? 'alt+' : '',
    event.shiftKey && !sign ? 'shift+' : '',
    key,
  ].join('')
}
