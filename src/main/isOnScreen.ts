interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** How much of a window must lie on a screen for it to be found again, in pixels. */
const visible = 100

/** Whether enough of the window lies on one of the screens there are now. */
export function isOnScreen(bounds: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((area) => {
    const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
    // By its top, because that is where a window is moved.
    return across >= visible && bounds.y >= area.y && bounds.y <= area.y + area.height - visible
  })
}
