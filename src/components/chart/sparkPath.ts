/** An SVG path through values evenly spaced over `width`, 0 at the bottom and `top` at the top; NaN breaks the line. */
export function sparkPath(values: readonly number[], top: number, width: number, height: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const scale = top > 0 ? (height - 2) / top : 0
  let path = ''
  let open = false
  values.forEach((value, index) => {
    if (Number.isNaN(value)) {
      open = false
      return
    }
    const x = (index * step).toFixed(1)
    const y = (height - 1 - value * scale).toFixed(1)
    path += `${open ? 'L' : 'M'}${x} ${y}`
    open = true
  })
  return path
}
