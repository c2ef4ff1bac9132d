import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import { PanelBoundary } from './PanelBoundary.tsx'
import { failedParts } from './failedParts.ts'

const NOT_LOADED = 'Its script did not come. The server may be away, or have a newer version: then reload the page.'

/**
 * A part of a page that is loaded when it is shown first. One whose script does not come says so where it would stand, and
 * the rest of the page goes on.
 * @param name as people call it, for a sentence such as “The charts could not be drawn”.
 */
export function lazyPart<Props extends object>(
  name: string,
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  // React keeps a failure for good: what is asked for again is another one.
  const make = (): LazyExoticComponent<ComponentType<Props>> =>
    lazy(async () => {
      try {
        return await load()
      } catch (error) {
        failedParts.add(() => (Part = make()))
        throw new Error(NOT_LOADED, { cause: error })
      }
    })
  let Part = make()
  // Drawn inside the boundary, so that trying again draws the one there is by then.
  const Newest = (props: Props) => <Part {...props} />
  return function LazyPart(props) {
    return (
      <PanelBoundary name={name}>
        <Newest {...props} />
      </PanelBoundary>
    )
  }
}
