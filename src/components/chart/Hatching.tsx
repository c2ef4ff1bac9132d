/** Degrees that the strokes are turned by, px from one to the next, px of a stroke; the first area is plain. */
const HATCHINGS = [
  [0, 6, 0],
  [45, 6, 1],
  [135, 6, 1],
  [0, 6, 1],
  [90, 6, 1],
  [45, 4, 2],
  [135, 4, 2],
  [0, 4, 2],
] as const

/** A fill that is told from its neighbours without colour: `url(#id)`. */
export function Hatching({ id, colour, hatch = 0 }: { id: string; colour: string; hatch?: number | undefined }) {
  const [turn, step, stroke] = HATCHINGS[hatch % HATCHINGS.length] ?? HATCHINGS[0]
  return (
    <pattern id={id} patternUnits="userSpaceOnUse" width={step} height={step} patternTransform={`rotate(${turn})`}>
      <rect width={step} height={step} fill={colour} fillOpacity={0.3} />
      <path d={`M${step / 2} 0V${step}`} stroke={colour} strokeWidth={stroke} strokeOpacity={0.8} />
    </pattern>
  )
}
