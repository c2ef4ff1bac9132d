import type { CSSProperties } from 'react'
import { foreignText } from '../components/status/foreignText.ts'
import { regionName } from '../fleet/words.ts'
import { regionColourVar } from '../view/regionColours.ts'
import classes from './marks.module.css'

/** What makes an element with the region's name in it a region's mark. */
export const regionLook = (region: string) => ({
  className: classes.region ?? '',
  style: { '--region': regionColourVar(region) },
})

/** A region with the colour it has everywhere. */
export function RegionMark({ region }: { region: string }) {
  const { className, style } = regionLook(region)
  return (
    <bdi className={className} style={style as CSSProperties}>
      {foreignText(regionName(region))}
    </bdi>
  )
}
