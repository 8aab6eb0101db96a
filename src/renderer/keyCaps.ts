const caps: Record<string, string> = {
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  enter: '↵',
  space: 'Space',
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  esc: 'Esc',
  del: 'Del',
  home: 'Home',
  end: 'End',
  tab: 'Tab',
  '-': '−',
}

/** How a key's name is printed: "g s" → ["G", "then", "S"], "ctrl+enter" → ["Ctrl", "↵"]; on macOS ⌘ for Ctrl. */
export function keyCaps(name: string, mac = false): string[] {
  const cap = (key: string) => (mac && key === 'ctrl' ? '⌘' : (caps[key] ?? key.toUpperCase()))
  // A plus after a plus is the key itself.
  const parts = (combination: string) => combination.split(/\+(?=.)/).filter(Boolean)
  return name
    .split(' ')
    .flatMap((combination, index) => [...(index > 0 ? ['then'] : []), ...parts(combination).map(cap)])
}
