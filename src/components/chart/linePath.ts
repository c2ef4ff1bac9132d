/**
 * An SVG path through a line's points: a value that is not there (NaN) breaks it, a value alone between two breaks is a
 * dot (with round line caps).
 * @param x px of a time; @param y px of a value.
 */
export function linePath(
  times: readonly number[],
  values: readonly number[],
  x: (time: number) => number,
  y: (value: number) => number,
): string {
  let path = ''
  for (let at = 0; at < times.length; at++) {
    const value = values[at]
    if (value === undefined || Number.isNaN(value)) continue
    const point = `${x(times[at] ?? 0).toFixed(1)},${y(value).toFixed(1)}`
    const joined = at > 0 && isThere(values[at - 1])
    if (joined) path += `L${point}`
    else path += isThere(values[at + 1]) ? `M${point}` : `M${point}h0`
  }
  return path
}

const isThere = (value: number | undefined): boolean => value !== undefined && !Number.isNaN(value)

/** An SVG path around what is between a line and the one below it, in pieces where the line has gaps. */
export function areaPath(
  times: readonly number[],
  values: readonly number[],
  below: readonly number[],
  x: (time: number) => number,
  y: (value: number) => number,
): string {
  const point = (at: number, value: number | undefined): string =>
    `${x(times[at] ?? 0).toFixed(1)},${y(value ?? 0).toFixed(1)}`
  let path = ''
  for (let from = 0; from < times.length; from++) {
    if (!isThere(values[from])) continue
    let end = from
    while (isThere(values[end])) end++
    const places = Array.from({ length: end - from }, (_, offset) => from + offset)
    const over = places.map((at) => point(at, values[at]))
    const under = places.toReversed().map((at) => point(at, below[at]))
    path += `M${[...over, ...under].join('L')}Z`
    from = end
  }
  return path
}
